// npm soap calls the Sejour stub: `soap_client.mjs MOCK ECHO`.

import { readFileSync } from "node:fs";
import soap from "soap";
import { check, rejected } from "./checks.mjs";

const [MOCK, ECHO] = process.argv.slice(2);
const PATH = "/swsproxy/Authentication.asmx";
const WSDL = readFileSync(new URL("authentication.wsdl", import.meta.url), "utf8");
const VERSIONS = [
  { name: "SOAP 1.1", options: {}, client: "soap:Client", server: "soap:Server" },
  { name: "SOAP 1.2", options: { forceSoap12Headers: true }, client: "soap12:Sender", server: "soap12:Receiver" },
];
const ODD = 'a<b> & "c" \u00e9\u20ac\u{1d11e} ]]>';

async function clientOf(wsdl, options, url) {
  const client = await soap.createClientAsync(wsdl, options);
  client.setEndpoint(url + PATH);
  return client;
}

// The code and the reason of the fault that a call ends with, in the words of either version.
async function faultOf(call) {
  const fault = (await rejected(call))?.root?.Envelope?.Body?.Fault;
  return fault && [fault.faultcode ?? fault.Code.Value, fault.faultstring ?? fault.Reason.Text.$value];
}

async function againstMock({ name, options, client: code }) {
  const mock = await clientOf(WSDL, options, MOCK);
  for (const [what, input] of [["a success", { token: "abc" }], ["an empty token", { token: "" }], ["no token", {}]]) {
    const [, body] = await mock.LogoutAsync(input);
    check(`${name}: ${what}`, body.includes('<LogoutResponse xmlns="http://www.sansejour.com/"'), true);
  }
  const unknown = faultOf(mock.LogoutAsync({}, {}, { Prefer: "example=none" }));
  check(`${name}: an unknown sample`, await unknown, [code, "there is no sample `none`"]);

  const login = await clientOf(WSDL.replaceAll("Logout", "Login"), options, MOCK);
  const [found, reason] = (await faultOf(login.LoginAsync({ token: "abc" }))) ?? [];
  check(`${name}: an operation that does not exist`, found, code);
  // SOAP 1.1 has the name in its action already.
  const known = code.endsWith("Client") ? "http://www.sansejour.com/Login" : "{http://www.sansejour.com/}Login";
  check(`${name}: the fault names it`, reason.includes(known), true);
}

async function againstEcho({ name, options, client: code, server }) {
  const echo = await clientOf(WSDL, options, ECHO);
  const [, body] = await echo.LogoutAsync({ token: "open" });
  check(`${name}: the token arrives`, body.includes("LogoutResponse"), true);

  const reasons = [
    ["", "there is no session ``"],
    [ODD, `there is no session \`${ODD}\``],
    [undefined, "there is no token"],
    [null, "there is no token"],
  ];
  for (const [token, reason] of reasons) {
    const what = `${name}: the token ${JSON.stringify(token) ?? "left out"} and its fault`;
    check(what, await faultOf(echo.LogoutAsync({ token })), [code, reason]);
  }
  const broken = faultOf(echo.LogoutAsync({ token: "broken" }));
  check(`${name}: a fault of the server`, await broken, [server, "the store is closed"]);
}

for (const version of VERSIONS) {
  await againstMock(version);
  await againstEcho(version);
}
