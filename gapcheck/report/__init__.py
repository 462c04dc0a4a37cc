"""The report room: views of a result, one file per format."""
