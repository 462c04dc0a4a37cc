"""Drawing the workbook that officers fill in: its sheets, its words, and what it shows of itself."""
