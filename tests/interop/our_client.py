"""The generated Sejour client calls a server: `our_client.py CALL soap11|soap12 npm|spyne URL`."""

import subprocess
import sys

from checks import check, finish

CALL, BINDING, PEER, URL = sys.argv[1:]
ODD = 'a<b> & "c" \u00e9\u20ac\U0001d11e'
CALLER, SERVER = {"soap11": ("Client", "Server"), "soap12": ("Sender", "Receiver")}[BINDING]
# SOAP 1.1 says more behind a dot, SOAP 1.2 in a subcode.
EXPIRED = "Client.Expired" if BINDING == "soap11" else "Sender/Expired"


def call(*arguments):
    """The exit code and both outputs of the client."""
    command = [CALL, "--base-url", URL, "--binding", BINDING, "Logout", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    return done.returncode, done.stdout, done.stderr


def succeeds(what, *arguments):
    check(f"{PEER}, {BINDING}: {what}", call(*arguments), (0, "null\n", ""))


def fails(what, code, reason, status, *arguments):
    rc, out, error = call(*arguments)
    line = error.partition("\n")[0]
    told = f"error: Logout by {BINDING}: the service answered with a fault, {code}: `{reason}` (status {status})"
    check(f"{PEER}, {BINDING}: {what}", (rc, out, line), (1, "", told))


succeeds("a success", "--token", "open")
succeeds("a token with odd characters", "--token", ODD)
fails("a fault", EXPIRED, "there is no session [abc]", 500, "--token", "abc")
if PEER == "npm":
    # npm soap writes what a handler throws in the words of SOAP 1.2 with a code of SOAP 1.1, in either version.
    fails("an error of the peer", "Server/InternalServerError", "Error: the store is closed", 500, "--token", "broken")
    fails("a fault under 200", EXPIRED, "there is no session", 200, "--token", "quiet")
    fails("no token", EXPIRED, "there is no token", 500)
else:
    fails("an error of the peer", SERVER, "Internal Error", 500, "--token", "broken")
    fails("no token", CALLER, "there is no token", 500)
fails("an empty token", EXPIRED, "there is no session []", 500, "--token", "")
finish()
