// An identity provider of a test's own: oidc-provider with its pages for development, which take any password.
//
// From the environment: PORT; REDIRECT, where it may lead back to; CLIENT_SECRET; ACCOUNTS, claims by what somebody types as login.

import Provider from "oidc-provider";

const { PORT, REDIRECT, CLIENT_SECRET, ACCOUNTS } = process.env;
const accounts = new Map(Object.entries(JSON.parse(ACCOUNTS)));

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  clients: [
    {
      client_id: "console",
      client_secret: CLIENT_SECRET,
      redirect_uris: [REDIRECT],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["groups"] },
  pkce: { required: () => true },
  cookies: { keys: [CLIENT_SECRET] },
  findAccount: (_, id) => {
    const claims = accounts.get(id);
    return claims && { accountId: id, claims: () => ({ sub: id, ...claims }) };
  },
});

provider.listen(Number(PORT), "127.0.0.1", () => console.log(`provider on http://127.0.0.1:${PORT}`));
