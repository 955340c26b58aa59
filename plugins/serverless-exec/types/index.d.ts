/** The plugin, as the Serverless Framework loads it: `plugins: [serverless-exec]`. It adds the command `sls exec`. */
declare class ServerlessExec {
  /**
   * @param serverless the framework's own object
   * @param options the command line's
   * @param writers where the log and the result go, which the framework gives
   */
  constructor(
    serverless: object,
    options: ServerlessExec.Options,
    writers: { log: { notice(line: string): void }; writeText(text: string): void },
  );
  readonly commands: Record<string, object>;
  readonly hooks: Record<string, () => unknown>;
}

declare namespace ServerlessExec {
  /** Options of `sls exec`. */
  interface Options {
    /** Name of the function in `serverless.yml`; may be left out where there is one. */
    function?: string;
    /** The task; left out, those that there are are listed. */
    task?: string;
    /** Arguments of the task, a JSON object as text. */
    data?: string;
    /** A file with the arguments, instead. */
    path?: string;
    /** A version or an alias to run it in. Default: `$LATEST`. */
    qualifier?: string;
  }

  /** What `sls exec` sends a function as its event. `task: null` asks for the names of the tasks there are. */
  interface TaskEvent {
    task: string | null;
    args?: Record<string, unknown>;
  }

  /** What a function answers with. */
  interface TaskAnswer {
    result: unknown;
  }
}

export = ServerlessExec;
