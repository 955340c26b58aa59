import { randomBytes } from 'node:crypto';
import type { FunctionSpec } from './types.ts';

/** `2026/11/21/[$LATEST]<32 hex digits>`: one stream for every execution environment. */
export function newLogStreamName(version: string, now: Date): string {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version}]${randomBytes(16).toString('hex')}`;
}

/**
 * AWS prints its own build number (`nodejs:20.v40`) and an ARN; here it is the Node.js that does the work.
 */
export function initStartLine({ runtime, nodeVersion }: FunctionSpec): string {
  const version = runtime.startsWith('nodejs') ? `nodejs:${nodeVersion}` : runtime.replace('.', ':');
  return `INIT_START Runtime Version: ${version}\n`;
}

export interface InitReport {
  initDurationMs: number;
  phase: 'init' | 'invoke';
  status: 'timeout' | 'error';
  errorType?: string;
}

/** Printed when init fails. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
export function initReportLine({ initDurationMs, phase, status, errorType }: InitReport): string {
  const line = `INIT_REPORT Init Duration: ${initDurationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}`;
  return errorType && status === 'error' ? `${line}\tError Type: ${errorType}\n` : `${line}\n`;
}

export interface Report {
  requestId: string;
  durationMs: number;
  /** MB. */
  memorySize: number;
  /** MB; undefined when the process was gone before it could be measured. */
  maxMemoryUsed: number | undefined;
  initDurationMs?: number;
  status?: 'timeout' | 'error';
  errorType?: string;
}

/** Since August 2025 AWS bills the init phase too, so a cold start's billed duration contains it. */
export function reportLine(report: Report): string {
  const { requestId, durationMs, memorySize, maxMemoryUsed, initDurationMs, status, errorType } = report;
  const billed = Math.ceil(durationMs + (initDurationMs ?? 0));
  let line = `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${billed} ms\t`;
  line += `Memory Size: ${memorySize} MB\t`;
  if (maxMemoryUsed !== undefined) line += `Max Memory Used: ${maxMemoryUsed} MB\t`;
  if (initDurationMs !== undefined) line += `Init Duration: ${initDurationMs.toFixed(2)} ms\t`;
  if (status)
    line += `Status: ${status}${status === 'error' && errorType ? `\tError Type: ${errorType}` : ''}`;
  return `${line}\n`;
}
