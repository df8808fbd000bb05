import { ENDED_LAMBDA_RUNTIMES } from "../../aws/lambda-runtimes";

describe("the runtimes of Lambda that have ended", () => {
  it.each(Object.entries(ENDED_LAMBDA_RUNTIMES))("%s, on a day that has passed", (_, day) => {
    expect(day).toMatch(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
    // The day on which the list was last looked through.
    expect(day < "2026-11-21").toBe(true);
  });

  it("do not hold those that have not", () => {
    for (const name of ["nodejs22.x", "nodejs24.x", "python3.13", "java21", "provided.al2023"]) {
      expect(ENDED_LAMBDA_RUNTIMES).not.toHaveProperty([name]);
    }
  });
});
