"""Parcel tracking by Kuaidi100 (快递100) or a service that speaks the same."""
