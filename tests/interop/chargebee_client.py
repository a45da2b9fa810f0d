"""Chargebee's own Python SDK calls the Chargebee stub: `chargebee_client.py MOCK ECHO`.

Both serve below /api/v2, as the SDK has it. The SDK goes to SITE.DOMAIN, where its settings put
127.0.0.1 and the port; it is not changed, and nothing stands between it and the stub.
"""

import base64
import sys

from chargebee import APIError, Chargebee, InvalidRequestError

from checks import check, finish, raised

MOCK, ECHO = sys.argv[1:]
ODD = "J\u00f6rg+\u20ac@example.com"
# `protocol="http"` sets this on the instance, but the SDK asks the class.
Chargebee.verify_ca_certs = False


def sessions(url, api_key="test_key"):
    address = url.removeprefix("http://")
    site, domain = address.split(".", 1)
    return Chargebee(api_key=api_key, site=site, chargebee_domain=domain, protocol="http").PortalSession


def error_of(action, kind=APIError):
    """What the SDK tells of the error that a call ends with."""
    error = raised(kind, action)
    return error and (error.http_status_code, error.api_error_code, error.type, error.param, str(error))


def against_mock():
    answer = sessions(MOCK).logout("portal_1")
    session = answer.portal_session
    check("a success", answer.http_status_code, 200)
    found = (session.id, session.status, session.customer_id, session.token)
    check("its texts", found, ("portal_2xkW9fP3aQ", "logged_out", "customer_1", "Yc8vRdX5hN"))
    check("its times", (session.created_at, session.logout_at), (1731905257, 1731905300))
    check("what is left out", (session.redirect_url, session.expires_at), (None, None))
    check("a replayed answer is not claimed", answer.is_idempotency_replayed, False)

    prefer = {"Prefer": "example=portal_session_logout_answer_2"}
    error = error_of(lambda: sessions(MOCK).logout("portal_1", prefer), InvalidRequestError)
    expected = (404, "resource_not_found", "invalid_request", None, "portal_1 not found")
    check("a documented error", error, expected)


def against_echo():
    check("the identifier arrives", sessions(ECHO).logout("a b+c?#%\u00e9").portal_session.id, "a b+c?#%\u00e9")
    headers = {
        "chargebee-request-origin-user-encoded": base64.b64encode(ODD.encode()).decode(),
        "chargebee-request-origin-ip": "192.0.2.7",
        "chargebee-event-email": "all-disabled",
        "chargebee-idempotency-key": "7",
    }
    session = sessions(ECHO).logout("portal_1", headers).portal_session
    check("the headers arrive", (session.customer_id, session.login_ipaddress), (ODD, "192.0.2.7"))

    error = error_of(lambda: sessions(ECHO).logout("unknown"), InvalidRequestError)
    expected = (404, "resource_not_found", "invalid_request", "unknown", "there is no such session")
    check("an error of the handler", error, expected)
    error = error_of(lambda: sessions(ECHO).logout("busy"))
    expected = (429, "api_request_limit_exceeded", "invalid_request", "busy", "too many requests")
    check("an error under another status", error, expected)

    # The stub's own refusals are problem documents, which the SDK does not take for an APIError.
    error = raised(Exception, lambda: sessions(ECHO, "other_key").logout("portal_1"))
    check("a wrong key is refused", "'status': 401" in str(error), True)


against_mock()
against_echo()
finish()
