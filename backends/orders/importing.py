"""Takes in orders.json: creates or updates what it names, inside the caller's transaction."""

from sqlalchemy import Connection

from backends.orders.rows import coupon_row, order_row, refund_row
from backends.sql.tables import coupons, customers, orders, products, refunds, shipments, stock
from backends.sql.upsert import upsert
from backends.sql.vault import customer_owner, seal
from domain.ids import ShopId
from domain.orders import ShopData


def put_shop_data(connection: Connection, shop: ShopId, data: ShopData) -> None:
    """Write every section; what the data doesn't name stays as it is."""
    cards = [
        {"shop": shop, "id": each.id, "body": seal(customer_owner(shop, each.id), each.model_dump_json())}
        for each in data.customers
    ]
    upsert(connection, customers, cards)
    catalogue = [
        {"shop": shop, "sku": each.sku, "spec": each.spec, "body": each.model_dump_json()} for each in data.products
    ]
    upsert(connection, products, catalogue)
    upsert(connection, orders, [order_row(shop, each) for each in data.orders])
    parcels = [
        {"shop": shop, "tracking_no": each.tracking_no, "order_no": each.order_no, "body": each.model_dump_json()}
        for each in data.shipments
    ]
    upsert(connection, shipments, parcels)
    upsert(connection, refunds, [refund_row(shop, each) for each in data.refunds])
    lines = [
        {
            "shop": shop,
            "sku": each.sku,
            "spec": each.spec,
            "warehouse": each.warehouse,
            "body": each.model_dump_json(),
        }
        for each in data.stock
    ]
    upsert(connection, stock, lines)
    upsert(connection, coupons, [coupon_row(shop, each) for each in data.coupons])
