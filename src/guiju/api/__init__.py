"""What programs call: files go in, and figures come out, by tokens that people made. Cookies open nothing here."""
