"""From flowables to the bytes of a PDF file: rendering, tagging, attachments."""
