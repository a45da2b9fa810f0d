// A Sejour server that npm soap makes of the WSDL: `soap_server.mjs soap11|soap12`. The address is
// printed as a mock prints it.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import soap from "soap";

const soap12 = process.argv[2] === "soap12";
const WSDL = readFileSync(new URL("authentication.wsdl", import.meta.url), "utf8");
const PATH = "/swsproxy/Authentication.asmx";

// A fault of the caller in the words of the version. npm soap answers 200 if it is not told a status.
function fault(reason, statusCode) {
  const code = soap12
    ? { Code: { Value: "soap:Sender", Subcode: { Value: "soap:Expired" } }, Reason: { Text: reason } }
    : { faultcode: "soap:Client.Expired", faultstring: reason, detail: { since: "2024-11-18" } };
  return { Fault: { ...code, statusCode } };
}

function Logout(input) {
  switch (input?.token) {
    case "open":
    case 'a<b> & "c" \u00e9\u20ac\u{1d11e}':
      return {};
    case "broken":
      throw new Error("the store is closed");
    case "quiet":
      throw fault("there is no session", undefined);
    case undefined:
      throw fault("there is no token", 500);
    default:
      throw fault(`there is no session [${input.token}]`, 500);
  }
}

const server = createServer((_, response) => response.writeHead(404).end());
const services = { Authentication: { AuthenticationSoap: { Logout }, AuthenticationSoap12: { Logout } } };
server.listen(0, "127.0.0.1", () => {
  soap.listen(server, { path: PATH, services, xml: WSDL, forceSoap12Headers: soap12 });
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
