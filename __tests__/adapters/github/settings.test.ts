import { targetOf } from "../../../adapters/github/settings";

describe("how long is waited between writes", () => {
  it.each([
    ["https://api.github.com", 1000],
    ["https://127.0.0.1.example.com", 1000],
    ["http://github.example.com/api/v3", 1000],
    ["http://127.0.0.1:4010", 0],
    ["http://localhost:4010/api/v3", 0],
    ["http://[::1]:4010", 0],
  ])("for %s it is %i milliseconds in a second", (apiUrl, pace) => {
    expect(targetOf({ repository: "acme/infra", token: "t", apiUrl }).pace).toBe(pace);
  });

  it("is what somebody says", () => {
    const settings = { repository: "acme/infra", token: "t", apiUrl: "https://api.github.com", pace: 7 };
    expect(targetOf(settings).pace).toBe(7);
  });
});
