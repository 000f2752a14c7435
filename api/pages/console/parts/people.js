// Names of the shop's people by their ids.
import { call } from "/console/api.js";
import { named } from "/console/preferences.js";

let names = null;

/** The name of an account, also of one that was made after this page was opened; the id itself for keys. */
export async function nameOf(id) {
  if (!id.startsWith("stf_")) return named("actor", id);
  const asked = (names ??= read());
  const name = (await asked).get(id);
  if (name) return name;
  // One reading for all who miss somebody.
  if (names === asked) names = read();
  return (await (names ?? asked)).get(id) ?? id;
}

function read() {
  return call("GET", "/v1/staff").then(({ accounts }) => new Map(accounts.map((account) => [account.staff_id, account.name])), () => {
    names = null;
    return new Map();
  });
}

/** Read the names anew next time: accounts have changed. */
export function forgetNames() {
  names = null;
}
