"""zeep calls the Sejour stub: `zeep_client.py MOCK ECHO`."""

import io
import pathlib
import sys

import zeep
from zeep import xsd
from zeep.exceptions import Fault
from zeep.plugins import HistoryPlugin

from checks import check, finish, raised

MOCK, ECHO = sys.argv[1:]
PATH = "/swsproxy/Authentication.asmx"
NAMESPACE = "{http://www.sansejour.com/}"
WSDL = pathlib.Path(__file__).with_name("authentication.wsdl").read_bytes()
# What each version of SOAP calls the codes of a fault.
CODES = {
    "AuthenticationSoap": ("soap:Client", "soap:Server"),
    "AuthenticationSoap12": ("soap12:Sender", "soap12:Receiver"),
}
ODD = 'a<b> & "c" \u00e9\u20ac\U0001d11e ]]>'


def client_of(wsdl, *plugins):
    return zeep.Client(io.BytesIO(wsdl), plugins=plugins)


def fault_of(action):
    """The code and the reason of the fault that a call ends with."""
    fault = raised(Fault, action)
    return fault and (fault.code, fault.message)


def against_mock(client, history, binding, client_code):
    mock = client.create_service(NAMESPACE + binding, MOCK + PATH)
    check(f"{binding}: a success", mock.Logout(token="abc"), None)
    [answer] = history.last_received["envelope"].iterfind("{*}Body/*")
    check(f"{binding}: the element of its body", answer.tag, NAMESPACE + "LogoutResponse")
    check(f"{binding}: an empty token", mock.Logout(token=""), None)
    check(f"{binding}: no token", mock.Logout(), None)

    name = "logout_soap12_answer"
    with client.settings(extra_http_headers={"Prefer": f"example={name}"}):
        check(f"{binding}: a named sample", mock.Logout(token="abc"), None)
    with client.settings(extra_http_headers={"Prefer": "example=none"}):
        expected = (client_code, "there is no sample `none`")
        check(f"{binding}: an unknown sample", fault_of(lambda: mock.Logout()), expected)


def against_echo(client, binding, client_code, server_code):
    echo = client.create_service(NAMESPACE + binding, ECHO + PATH)
    check(f"{binding}: the token arrives", echo.Logout(token="open"), None)
    reasons = {
        "": "there is no session ``",
        ODD: f"there is no session `{ODD}`",
        None: "there is no token",
        xsd.Nil: "there is no token",
    }
    for token, reason in reasons.items():
        fault = fault_of(lambda: echo.Logout(token=token))
        check(f"{binding}: the token {token!r} and its fault", fault, (client_code, reason))
    fault = fault_of(lambda: echo.Logout(token="broken"))
    check(f"{binding}: a fault of the server", fault, (server_code, "the store is closed"))

    fault = raised(Fault, lambda: echo.Logout(token="expired"))
    # SOAP 1.1 says more behind a dot, SOAP 1.2 in a subcode.
    more = [] if binding.endswith("12") else [".Expired"]
    check(f"{binding}: a precise code", fault.code, client_code + "".join(more))
    subcodes = [code.localname for code in fault.subcodes or []]
    check(f"{binding}: its subcodes", subcodes, [] if more else ["Expired"])
    check(f"{binding}: its detail", fault.detail.findtext("{urn:sessions}since"), "2024-11-18")


def unknown_operation(binding, client_code):
    """The stub is asked for `Login`, which the page does not have."""
    client = client_of(WSDL.replace(b"Logout", b"Login"))
    mock = client.create_service(NAMESPACE + binding, MOCK + PATH)
    code, reason = fault_of(lambda: mock.Login(token="abc")) or (None, "")
    check(f"{binding}: an operation that does not exist", code, client_code)
    # SOAP 1.1 has the name in its action already.
    name = "http://www.sansejour.com/Login" if client_code.endswith("Client") else NAMESPACE + "Login"
    check(f"{binding}: the fault names it", name in reason, True)


for binding, (client_code, server_code) in CODES.items():
    history = HistoryPlugin()
    client = client_of(WSDL, history)
    against_mock(client, history, binding, client_code)
    against_echo(client, binding, client_code, server_code)
    unknown_operation(binding, client_code)
finish()
