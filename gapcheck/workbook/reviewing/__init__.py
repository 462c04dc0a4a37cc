"""The auditor's review workbook: drawn with its queue, read back as decisions and voices, carried over."""
