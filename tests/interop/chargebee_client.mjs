// Chargebee's own Node SDK calls the Chargebee stub: `chargebee_client.mjs MOCK ECHO`.
//
// Both serve below /api/v2, as the SDK has it. The SDK goes to SITE and a suffix of the host, where
// its settings put 127.0.0.1 and the port; it is not changed, and nothing stands in between.

import Chargebee from "chargebee";
import { check, rejected } from "./checks.mjs";

const [MOCK, ECHO] = process.argv.slice(2);
const ODD = "J\u00f6rg+\u20ac@example.com";

function sessions(url, apiKey = "test_key") {
  const { hostname, port } = new URL(url);
  const [site, ...rest] = hostname.split(".");
  const hostSuffix = `.${rest.join(".")}`;
  return new Chargebee({ apiKey, site, hostSuffix, protocol: "http", port: Number(port) }).portalSession;
}

// What the SDK tells of the error that a call ends with.
async function errorOf(call) {
  const error = await rejected(call);
  return error && [error.http_status_code, error.api_error_code, error.type, error.param, error.message];
}

async function againstMock() {
  const answer = await sessions(MOCK).logout("portal_1");
  const session = answer.portal_session;
  check("a success", answer.httpStatusCode, 200);
  const found = [session.id, session.status, session.customer_id, session.token];
  check("its texts", found, ["portal_2xkW9fP3aQ", "logged_out", "customer_1", "Yc8vRdX5hN"]);
  check("its times", [session.created_at, session.logout_at], [1731905257, 1731905300]);
  check("what is left out", [session.redirect_url, session.expires_at], [undefined, undefined]);
  check("a replayed answer is not claimed", answer.isIdempotencyReplayed, false);

  const prefer = { Prefer: "example=portal_session_logout_answer_2" };
  const error = await errorOf(sessions(MOCK).logout("portal_1", undefined, prefer));
  const expected = [404, "resource_not_found", "invalid_request", undefined, "portal_1 not found"];
  check("a documented error", error, expected);
}

async function againstEcho() {
  const { portal_session: named } = await sessions(ECHO).logout("a b+c?#%\u00e9");
  check("the identifier arrives", named.id, "a b+c?#%\u00e9");
  const headers = {
    "chargebee-request-origin-user-encoded": Buffer.from(ODD).toString("base64"),
    "chargebee-request-origin-ip": "192.0.2.7",
    "chargebee-event-email": "all-disabled",
    "chargebee-idempotency-key": "7",
  };
  const { portal_session: session } = await sessions(ECHO).logout("portal_1", undefined, headers);
  check("the headers arrive", [session.customer_id, session.login_ipaddress], [ODD, "192.0.2.7"]);

  const unknown = [404, "resource_not_found", "invalid_request", "unknown", "there is no such session"];
  check("an error of the handler", await errorOf(sessions(ECHO).logout("unknown")), unknown);
  const busy = [429, "api_request_limit_exceeded", "invalid_request", "busy", "too many requests"];
  check("an error under another status", await errorOf(sessions(ECHO).logout("busy")), busy);
  // The stub's own refusals are problem documents, of which the SDK tells the status only.
  const refused = await errorOf(sessions(ECHO, "other_key").logout("portal_1"));
  check("a wrong key is refused", refused?.[0], 401);
}

await againstMock();
await againstEcho();
