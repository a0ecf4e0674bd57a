// The program as an operator runs it: commands, and `serve` on a folder that `init` made.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { checkText } from './words';

/** How long a start may take. */
const START_SECONDS = 60;

/** The environment without any setting of the service: what holds stands on the command line. */
function bare(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LUOTAIN_')));
}

function program(): string {
  const { LUOTAIN_BIN } = process.env;
  if (!LUOTAIN_BIN) throw new Error('LUOTAIN_BIN is not set: start the tests with `make browser`');
  return LUOTAIN_BIN;
}

/** Runs a command to its end; what it says on standard output. */
export function command(args: string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(program(), args, { input, env: bare(), encoding: 'utf8' });
  if (status !== 0) throw new Error(`luotain ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** A running `luotain serve`. */
export class Service {
  private constructor(private readonly child: ChildProcess, private readonly watch: number) {}

  /** Starts it and waits until it is ready; `watch` is the port for those who watch, `log` takes what it says. */
  static async start(args: string[], watch: number, log: string): Promise<Service> {
    const words = openSync(log, 'a');
    const child = spawn(program(), ['serve', ...args, '--log-format', 'json', '--watch-listen', `127.0.0.1:${watch}`], {
      stdio: ['ignore', 'ignore', words],
      env: { ...bare(), LUOTAIN_LOG: 'debug' },
    });
    closeSync(words);
    const service = new Service(child, watch);
    const until = Date.now() + START_SECONDS * 1000;
    while (Date.now() < until && child.exitCode === null) {
      if (await service.asked('readyz').then(Boolean, () => false)) return service;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await service.end('SIGKILL');
    throw new Error(`the service did not start:\n${readFileSync(log, 'utf8').split('\n').slice(-20).join('\n')}`);
  }

  /** The metrics; they name nobody. */
  async metrics(secrets: string[]): Promise<string> {
    const text = (await this.asked('metrics')) ?? '';
    checkText(text, 'the metrics', secrets);
    return text;
  }

  /** Ends it by a signal; its exit code, none if it was killed. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise<void>(resolve => this.child.once('exit', () => resolve()));
      this.child.kill(signal);
      await ended;
    }
    return this.child.exitCode;
  }

  private async asked(path: string): Promise<string | undefined> {
    const answer = await fetch(`http://127.0.0.1:${this.watch}/${path}`);
    return answer.ok ? answer.text() : undefined;
  }
}
