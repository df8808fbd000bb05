/**
 * CPU and memory pairs that Fargate offers for Linux tasks.
 * Source: Amazon ECS Developer Guide, "Task CPU and memory" of AWS Fargate task definitions.
 */

/** CPU units; 1,024 are one vCPU. */
export type FargateCpu = 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384;

const sizeOf: unique symbol = Symbol("FargateSize");

/** A pair that Fargate offers. Only `fargateSize` makes one, so an impossible pair cannot reach a construct. */
export interface FargateSize {
  /** CPU units; 1,024 are one vCPU. */
  readonly cpu: FargateCpu;
  /** Memory in MiB. */
  readonly memory: number;
  readonly [sizeOf]: true;
}

const everyGibibyte = (from: number, to: number, step = 1): readonly number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * 1024);

/** The memory sizes, in MiB, that each CPU size can be paired with. */
export const FARGATE_MEMORY: Readonly<Record<FargateCpu, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: everyGibibyte(1, 4),
  1024: everyGibibyte(2, 8),
  2048: everyGibibyte(4, 16),
  4096: everyGibibyte(8, 30),
  8192: everyGibibyte(16, 60, 4),
  16384: everyGibibyte(32, 120, 8),
};

/** All CPU sizes, smallest first. */
export const FARGATE_CPUS: readonly FargateCpu[] = [256, 512, 1024, 2048, 4096, 8192, 16384];

/** True for a number of CPU units that Fargate offers. */
export function isFargateCpu(cpu: number): cpu is FargateCpu {
  return cpu in FARGATE_MEMORY;
}

/**
 * The pair as a value that constructs accept.
 *
 * @throws RangeError when Fargate does not offer the pair; the message names the memory sizes that it offers.
 */
export function fargateSize(cpu: number, memory: number): FargateSize {
  if (!isFargateCpu(cpu)) throw new RangeError(`Fargate offers no cpu ${cpu}; use one of ${FARGATE_CPUS.join(", ")}`);
  if (!FARGATE_MEMORY[cpu].includes(memory)) {
    throw new RangeError(
      `Fargate offers no memory ${memory} with cpu ${cpu}; use one of ${FARGATE_MEMORY[cpu].join(", ")}`,
    );
  }
  return { cpu, memory, [sizeOf]: true };
}
