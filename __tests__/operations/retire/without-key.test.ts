import { withoutKey } from "../../../operations/retire/without-key";

const without = (text: string, key = "dev"): string => withoutKey(text, "environments", key);

describe("a file without one of its environments", () => {
  it.each([
    [
      "on a line of its own, with the comment behind it",
      "name: a  # kept\nenvironments:\n  dev: { tasks: 1 } # gone\n  prod:   { tasks: 2 }   # kept\n",
      "name: a  # kept\nenvironments:\n  prod:   { tasks: 2 }   # kept\n",
    ],
    [
      "with the comments right above it, not those before",
      "environments:\n  # kept\n\n  # gone\n  dev: {}\n  # kept, too\n  prod: {}\n",
      "environments:\n  # kept\n\n  # kept, too\n  prod: {}\n",
    ],
    [
      "as a block, with all that stands in it",
      "environments:\n  prod: {}\n  dev:\n    tasks: { min: 1, max: 2 }\n    # gone\n\n    size:\n      cpu: 256\n      memory: 512\n    # gone, too\n\n# kept\nport: 80\n",
      "environments:\n  prod: {}\n\n# kept\nport: 80\n",
    ],
    ["at the end of the file", "environments:\n  prod: {}\n  dev: {}\n", "environments:\n  prod: {}\n"],
    ["without a line break at the end", "environments:\n  prod: {}\n  dev: {}", "environments:\n  prod: {}"],
    ["as the only one", "environments: # where\n  dev: {}\nport: 80\n", "environments: {} # where\nport: 80\n"],
    ["with lines of Windows", "environments:\r\n  dev: {}\r\n  prod: {}\r\n", "environments:\r\n  prod: {}\r\n"],
    ["quoted", 'environments:\n  "dev": {}\n  prod: {}\n', "environments:\n  prod: {}\n"],
    ["without a value", "environments:\n  dev:\n  prod: {}\n", "environments:\n  prod: {}\n"],
    [
      "in braces, first",
      "environments: { dev: { tasks: 1 }, prod: {tasks: 2} } # x\n",
      "environments: { prod: {tasks: 2} } # x\n",
    ],
    ["in braces, last", "environments: {prod: {tasks: 2}, dev: {tasks: 1}}\n", "environments: {prod: {tasks: 2}}\n"],
    ["in braces, alone", "environments: { dev: {} } # x\nport: 80\n", "environments: {} # x\nport: 80\n"],
    [
      "that another one's name begins with",
      "environments:\n  dev-eu: {}\n  dev: {}\n  developers: {}\n",
      "environments:\n  dev-eu: {}\n  developers: {}\n",
    ],
  ])("%s", (_, text, expected) => {
    expect(without(text)).toBe(expected);
  });

  it.each([
    ["does not have it", "environments:\n  prod: {}\n"],
    ["has no block of that name", "name: a\n"],
    ["has something else there", "environments: [dev]\n"],
  ])("is not made of a file that %s", (_, text) => {
    expect(() => without(text)).toThrow("dev cannot be taken out of environments without changing anything else");
  });
});
