"""Performance allowances (TPP, tukin): a scheme document, a person's month, and the pay with every step."""
