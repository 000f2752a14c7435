"""What a merchant runs against their own order backend before Kefu uses it: ``kefu backend check URL``."""
