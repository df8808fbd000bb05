import type { ProviderProcess } from "./provider-process";

/**
 * Provider processes that outlive a single Terraform, so that neither the start nor the check of a 700 MB file is paid for
 * each of its commands. One is only ever lent to one stack at a time, because a provider has one configuration.
 */
export class ProviderPool {
  private readonly processes = new Set<ProviderProcess>();
  private readonly idle: ProviderProcess[] = [];
  private usable = true;

  /**
   * @param start Starts one more process from an unpacked provider.
   * @param note Told when that cannot be done; planning then goes on without, only slower.
   */
  constructor(
    private readonly start: (folder: string) => Promise<ProviderProcess>,
    private readonly note: (text: string) => void,
  ) {}

  /**
   * A process that nobody else uses until it is given back; undefined when none can be had.
   *
   * @param folder The unpacked provider, the same one every time.
   */
  async lend(folder: string): Promise<ProviderProcess | undefined> {
    for (let process = this.idle.pop(); process; process = this.idle.pop()) {
      if (process.isRunning()) return process;
      this.processes.delete(process);
    }
    if (!this.usable) return undefined;
    try {
      const process = await this.start(folder);
      this.processes.add(process);
      return process;
    } catch (error) {
      this.usable = false;
      this.note(`Each plan starts its own provider: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** Takes a process back for the next stack. One that has ended meanwhile is not lent again. */
  giveBack(process: ProviderProcess): void {
    this.idle.push(process);
  }

  /** Ends a process that may have been harmed. */
  async discard(process: ProviderProcess): Promise<void> {
    this.processes.delete(process);
    await process.end();
  }

  /** Ends every process. */
  async close(): Promise<void> {
    this.usable = false;
    const ending = [...this.processes].map((process) => process.end());
    this.processes.clear();
    this.idle.length = 0;
    await Promise.all(ending);
  }
}
