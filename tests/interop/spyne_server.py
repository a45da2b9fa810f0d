"""A Sejour server made with spyne: `spyne_server.py soap11|soap12`.

spyne makes its own WSDL of the class below. The address is printed as a mock prints it.
"""

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from spyne import Application, Fault, ServiceBase, Unicode, rpc
from spyne.protocol.soap import Soap11, Soap12
from spyne.server.wsgi import WsgiApplication


class Authentication(ServiceBase):
    @rpc(Unicode, _returns=[])
    def Logout(ctx, token):
        if token in ("open", 'a<b> & "c" \u00e9\u20ac\U0001d11e'):
            return
        if token == "broken":
            raise RuntimeError("spyne does not tell this")
        if token is None:
            raise Fault("Client", "there is no token")
        raise Fault("Client.Expired", f"there is no session [{token}]", faultactor="urn:sessions")


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


protocol = {"soap11": Soap11, "soap12": Soap12}[sys.argv[1]]
application = Application(
    [Authentication],
    tns="http://www.sansejour.com/",
    in_protocol=protocol(validator="lxml"),
    out_protocol=protocol(),
)
with make_server("127.0.0.1", 0, WsgiApplication(application), handler_class=Quiet) as server:
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
