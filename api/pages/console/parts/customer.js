// The customer's card, orders and parcels, as the merchant's system has them now.
import { call } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment, yuan } from "/console/formats.js";
import { t } from "/console/preferences.js";

/** The panel; `load` reads it anew. */
export function customerCard({ path, signal }) {
  const body = h("div", {}, h("p", { class: "quiet" }, t("loading")));
  const element = h("section", { class: "panel" }, h("h2", {}, t("customer.title")), body);
  return {
    element,
    async load() {
      try {
        draw(body, await call("GET", `${path}/customer`, undefined, signal));
      } catch (problem) {
        if (problem.name !== "AbortError") replace(body, h("p", { class: "notice warn" }, t("customer.failed")));
      }
    },
  };
}

function draw(body, card) {
  if (!card.customer_id) return replace(body, h("p", { class: "quiet" }, t("customer.none")));
  const { customer } = card;
  const facts = customer ? [["record.name", customer.name], ["record.phone", customer.phone], ["record.address", customer.address]] : [];
  return replace(body,
    h("p", {}, h("strong", {}, card.customer_id), " ", customer?.tier ? h("span", { class: "chip info" }, customer.tier) : null),
    h("dl", { class: "facts" }, facts.filter(([, value]) => value).map(([key, value]) => [h("dt", {}, t(key)), h("dd", {}, value)])),
    h("h3", {}, t("customer.orders")),
    card.orders.length ? card.orders.map((order) => drawOrder(order, card)) : h("p", { class: "quiet" }, t("customer.no_orders")),
    card.coupons.length ? [h("h3", {}, t("customer.coupons")), card.coupons.map((coupon) =>
      h("div", { class: "small" }, `${coupon.name} ${yuan(coupon.amount)} · ${coupon.status}`))] : null);
}

function drawOrder(order, card) {
  const parcels = card.shipments.filter((parcel) => parcel.order_no === order.order_no);
  const refunds = card.refunds.filter((refund) => refund.order_no === order.order_no);
  return h("details", { class: "order" },
    h("summary", {}, h("strong", {}, order.order_no), " ", h("span", { class: "chip" }, order.status), " ", yuan(order.total)),
    h("ul", { class: "plain small" },
      order.items.map((item) => h("li", {}, `${item.name} ${item.spec} × ${item.qty} · ${yuan(item.unit_price)}`)),
      h("li", { class: "quiet" }, moment(order.created_at)),
      order.buyer_note ? h("li", {}, order.buyer_note) : null, order.seller_note ? h("li", { class: "quiet" }, order.seller_note) : null),
    parcels.map((parcel) => h("div", { class: "small" }, h("strong", {}, `${t("customer.parcel")} ${parcel.carrier} ${parcel.tracking_no} · ${parcel.status}`),
      h("ul", { class: "plain" }, parcel.events.slice(-4).reverse().map((event) => h("li", {}, `${moment(event.time)} ${event.place} ${event.text}`))))),
    refunds.map((refund) => h("div", { class: "small" }, `${t("customer.refunds")} ${refund.refund_no} · ${yuan(refund.amount)} · ${refund.status}`)));
}
