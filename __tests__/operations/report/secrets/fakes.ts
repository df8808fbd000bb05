/** Letters and digits that no scanner takes for a real token, of any length. */
export const letters = (length: number): string => "aB3dE5gH7jK9mN1pQ2sT4vW6xY8z".repeat(10).slice(0, length);
const small = (length: number): string => letters(length).toLowerCase();
const capitals = (length: number): string => letters(length).toUpperCase();
const hex = (length: number): string => "0a1b2c3d4e5f6789".repeat(10).slice(0, length);

/** Tokens of a known shape, each put together here so that none stands in the repository. */
export const TOKENS: Readonly<Record<string, string>> = {
  "an AWS access key id": `AK${"IA"}${capitals(16)}`,
  "an AWS session's key id": `AS${"IA"}${capitals(16)}`,
  "an AWS bearer token": `AB${"SK"}${letters(110)}`,
  "a GitHub personal token": `gh${"p_"}${letters(36)}`,
  "a GitHub OAuth token": `gh${"o_"}${letters(36)}`,
  "a GitHub server token": `gh${"s_"}${letters(36)}`,
  "a GitHub user token": `gh${"u_"}${letters(36)}`,
  "a GitHub refresh token": `gh${"r_"}${letters(76)}`,
  "a fine-grained GitHub token": `github${"_pat_"}${letters(22)}_${letters(59)}`,
  "a GitLab token": `gl${"pat-"}${letters(20)}`,
  "a GitLab runner token": `gl${"rt-"}${letters(20)}`,
  "a Slack bot token": `xo${"xb-"}123456789012-${letters(24)}`,
  "a Slack app token": `xa${"pp-"}1-A0123-456-${small(30)}`,
  "a Stripe key": `sk${"_live_"}${letters(24)}`,
  "a restricted Stripe key": `rk${"_live_"}${letters(24)}`,
  "a Stripe webhook secret": `wh${"sec_"}${letters(32)}`,
  "a Twilio key": `S${"K"}${hex(32)}`,
  "a SendGrid key": `S${"G."}${letters(22)}.${letters(43)}`,
  "a Mailgun key": `ke${"y-"}${hex(32)}`,
  "a Telegram bot token": `123456789:A${"A"}${letters(33)}`,
  "a Shopify token": `shp${"at_"}${hex(32)}`,
  "an npm token": `np${"m_"}${letters(36)}`,
  "a PyPI token": `py${"pi-"}AgE${letters(60)}`,
  "a RubyGems token": `ruby${"gems_"}${hex(48)}`,
  "a Docker token": `dckr${"_pat_"}${letters(27)}`,
  "a Google key": `AI${"za"}${letters(35)}`,
  "a Google access token": `ya${"29."}${letters(60)}`,
  "a Google client secret": `GOC${"SPX-"}${letters(28)}`,
  "an Azure client secret": `abc8${"Q~"}${letters(34)}`,
  "a Vault token": `hv${"s."}${letters(40)}`,
  "a Terraform token": `${letters(14)}.atlas${"v1."}${letters(67)}`,
  "a Pulumi token": `pu${"l-"}${hex(40)}`,
  "an age key": `AGE-SECRET${"-KEY-1"}${capitals(58)}`,
  "a New Relic key": `NR${"AK-"}${capitals(27)}`,
  "a Grafana token": `gl${"sa_"}${letters(32)}_${hex(8)}`,
  "a Sentry token": `sn${"trys_"}${letters(60)}`,
  "a DigitalOcean token": `do${"p_v1_"}${hex(64)}`,
  "a Databricks token": `da${"pi"}${hex(32)}`,
  "a Hugging Face token": `h${"f_"}${letters(34)}`,
  "an Anthropic key": `sk${"-ant-"}api03-${letters(60)}`,
  "an OpenAI key": `sk${"-proj-"}${letters(60)}`,
  "a Tailscale key": `ts${"key-"}auth-${letters(30)}`,
  "a JSON Web Token": `ey${"J"}hbGciOiJIUzI1NiJ9.ey${"J"}zdWIiOiIxMjM0In0.${letters(43)}`,
  "a bcrypt hash": `$2${"y$"}10$${letters(53)}`,
  "a crypt hash": `$${"6$"}saltsalt$${letters(86)}`,
  "an Apache hash": `$ap${"r1$"}saltsalt$${letters(22)}`,
  "an LDAP hash": `{SS${"HA}"}${letters(32)}`,
  "a private key": `-----BEGIN RSA PRIVATE${" KEY-----"}\n${letters(64)}\n-----END RSA PRIVATE${" KEY-----"}`,
  "a private key of OpenSSH": `-----BEGIN OPENSSH PRIVATE${" KEY-----"}\n${letters(64)}\n-----END OPENSSH PRIVATE${" KEY-----"}`,
  "a private key that is cut off": `-----BEGIN PRIVATE${" KEY-----"}\n${letters(64)}`,
};

/** What random bytes look like in base64 and in hexadecimal. */
export const RANDOM_BASE64 = ["q7Zk0Pw4xN", "t9VbL2mRf8", "Yc3HsJ6aUe", "D1gKoX5iTz", "W0nBvQ="].join("");
export const RANDOM_HEX = ["9f86d081884c7d65", "9a2feaa0c55ad015", "a3bf4f1b2b0b822c"].join("");
