import { printJson } from "../../cli/output";

it("prints JSON in which no text does anything to a terminal", () => {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  printJson({ name: "a\u001b[2J\u009b2J\u202eb" });
  spy.mockRestore();
  expect(written).toEqual(['{\n  "name": "a\\u001b[2J\\u009b2J\\u202eb"\n}\n']);
});
