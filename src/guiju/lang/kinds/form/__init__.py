"""表单: the fields, rights and stages of a record."""
