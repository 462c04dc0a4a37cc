"""The sheets of a workbook: cells, headings, rows, tables, the Start sheet, and the answers on them."""
