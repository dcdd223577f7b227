"""单位: a part of the organisation."""
