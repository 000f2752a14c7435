"""Writes docs/order-backend.openapi.yaml: ``python -m api.reference > docs/order-backend.openapi.yaml``."""

import sys

from api.reference.document import published

sys.stdout.write(published())
