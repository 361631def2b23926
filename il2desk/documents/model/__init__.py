"""What a report is made of: blocks of text, tables, forms and figures, without any layout."""
