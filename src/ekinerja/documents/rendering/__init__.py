"""From frozen data to the bytes of a PDF: cleaning of text, the values a template reads, the compiler."""
