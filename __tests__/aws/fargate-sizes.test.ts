import { FARGATE_CPUS, FARGATE_MEMORY, type FargateSize, fargateSize, isFargateCpu } from "../../aws/fargate-sizes";

describe("the sizes that Fargate offers", () => {
  it("are those of the Developer Guide, page Task CPU and memory", () => {
    const range = (cpu: keyof typeof FARGATE_MEMORY) => {
      const sizes = FARGATE_MEMORY[cpu];
      return { from: sizes[0], to: sizes.at(-1), count: sizes.length };
    };
    expect(FARGATE_MEMORY[256]).toEqual([512, 1024, 2048]);
    expect(range(512)).toEqual({ from: 1024, to: 4096, count: 4 });
    expect(range(1024)).toEqual({ from: 2048, to: 8192, count: 7 });
    expect(range(2048)).toEqual({ from: 4096, to: 16_384, count: 13 });
    expect(range(4096)).toEqual({ from: 8192, to: 30_720, count: 23 });
    expect(range(8192)).toEqual({ from: 16_384, to: 61_440, count: 12 });
    expect(range(16_384)).toEqual({ from: 32_768, to: 122_880, count: 12 });
  });

  it("grow evenly: by 1 GiB up to 4 vCPU, by 4 GiB with 8, by 8 GiB with 16", () => {
    const steps = (cpu: keyof typeof FARGATE_MEMORY) => {
      const sizes = FARGATE_MEMORY[cpu];
      return new Set(sizes.slice(1).map((size, index) => size - (sizes[index] ?? 0)));
    };
    for (const cpu of [512, 1024, 2048, 4096] as const) expect(steps(cpu)).toEqual(new Set([1024]));
    expect(steps(8192)).toEqual(new Set([4096]));
    expect(steps(16_384)).toEqual(new Set([8192]));
  });

  it("have their CPUs listed once each, smallest first", () => {
    expect(FARGATE_CPUS).toEqual(Object.keys(FARGATE_MEMORY).map(Number));
  });
});

describe("isFargateCpu", () => {
  it("knows the CPUs from other numbers", () => {
    expect([256, 16_384].map(isFargateCpu)).toEqual([true, true]);
    expect([0, 255, 257, 300, 32_768, Number.NaN].filter(isFargateCpu)).toEqual([]);
  });
});

describe("fargateSize", () => {
  it("accepts every pair that Fargate offers", () => {
    for (const cpu of FARGATE_CPUS) {
      for (const memory of FARGATE_MEMORY[cpu]) expect(fargateSize(cpu, memory)).toMatchObject({ cpu, memory });
    }
  });

  it("is the only way to a size: a pair written by hand is no size", () => {
    // @ts-expect-error Without the mark that fargateSize puts on it, the compiler refuses the pair.
    const byHand: FargateSize = { cpu: 256, memory: 600 };
    expect(Object.getOwnPropertySymbols(byHand)).toEqual([]);
    expect(Object.getOwnPropertySymbols(fargateSize(256, 512))).toHaveLength(1);
  });

  it("fails when Fargate has no such CPU, and names those that it has", () => {
    expect(() => fargateSize(300, 512)).toThrow(
      new RangeError("Fargate offers no cpu 300; use one of 256, 512, 1024, 2048, 4096, 8192, 16384"),
    );
  });

  it("fails when the memory does not go with the CPU, and names what does", () => {
    expect(() => fargateSize(256, 600)).toThrow(
      new RangeError("Fargate offers no memory 600 with cpu 256; use one of 512, 1024, 2048"),
    );
    expect(() => fargateSize(512, 512)).toThrow(
      new RangeError("Fargate offers no memory 512 with cpu 512; use one of 1024, 2048, 3072, 4096"),
    );
  });
});
