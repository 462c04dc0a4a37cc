"""One cell as a person fills it in: numbers, dates and options, read without guessing."""
