import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quoted } from '../../core/node-options.ts';
import { configurationText, textOf } from './configuration-files.ts';
import type { Tool } from './find-tool.ts';
import { npmScript } from './npm.ts';
import { packageManagerCommands } from './package-managers.ts';
import { preloadPath } from './preload-path.ts';
import { cacheFolder } from './tool-cache.ts';

/** What could lead the tool's AWS clients elsewhere: identities, per-service endpoints, proxies. */
const LEADS_AWAY = /^(AWS_.*|SERVERLESS_(ACCESS|LICENSE)_KEY|https?_proxy|all_proxy|proxy)$/i;

const KEYS = 'aws_access_key_id = test\naws_secret_access_key = test\n';

export interface WorldOptions {
  readonly cwd: string;
  readonly endpoint: string;
  readonly stage: string;
  readonly tool: Tool;
  /** Whether the tool may reach other hosts than AWS's, which are never reached. */
  readonly allowNetwork?: boolean;
}

/** The surroundings of one run of a deploy tool, in which its AWS clients talk to the endpoint and to nothing else. */
export interface World {
  readonly environment: NodeJS.ProcessEnv;
  /** What was arranged or left aside to make the tool work here, a line each. */
  notes(): string[];
  /** Takes the run's files away. */
  close(): void;
}

export function createWorld(options: WorldOptions): World {
  const run = mkdtempSync(path.join(tmpdir(), 'local-cloud-run-'));
  const profiles = profilesNamed(options.cwd);
  writeFileSync(path.join(run, 'credentials'), profiles.map((name) => `[${name}]\n${KEYS}`).join(''));
  writeFileSync(path.join(run, 'config'), profiles.map(regionOf).join(''));
  const notes = path.join(run, 'notes');
  return {
    environment: environment(options, run),
    notes: () => [...new Set(textOf(notes).split('\n').filter(Boolean))],
    close: () => rmSync(run, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Every profile that a project speaks of, so that whoever reads the files, in whatever way, finds it there. */
function profilesNamed(cwd: string): string[] {
  const found = configurationText(cwd).matchAll(/profile['"]?\s*[:=]\s*['"]?([\w.@-]+)/gi);
  return [...new Set(['default', ...[...found].map(([, name]) => name ?? '')])];
}

const regionOf = (profile: string): string =>
  `[${profile === 'default' ? profile : `profile ${profile}`}]\nregion = us-east-1\n`;

function environment({ endpoint, cwd, stage, tool, allowNetwork }: WorldOptions, run: string) {
  const inherited = Object.entries(process.env).filter(([name]) => !LEADS_AWAY.test(name));
  return {
    ...Object.fromEntries(inherited),
    // compose runs `serverless` from the PATH.
    PATH: [
      path.join(cwd, 'node_modules', '.bin'),
      process.env.PATH,
      packageManagerCommands(cwd, run, npmScript),
    ]
      .filter((place) => place !== undefined)
      .join(path.delimiter),
    NODE_OPTIONS: [process.env.NODE_OPTIONS, `--require ${quoted(preloadPath())}`].filter(Boolean).join(' '),
    LOCAL_CLOUD_RUN: run,
    LOCAL_CLOUD_COMPILE_CACHE: path.join(cacheFolder(), 'compiled'),
    // Node.js 22.1 and newer keep what they compiled by themselves.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(cacheFolder(), 'compiled'),
    LOCAL_CLOUD_PROJECT: cwd,
    LOCAL_CLOUD_ENDPOINT: endpoint,
    LOCAL_CLOUD_STAGE: stage,
    LOCAL_CLOUD_TOOL: path.dirname(path.dirname(tool.script)),
    ...(tool.replaces === undefined ? {} : { LOCAL_CLOUD_BUILT_IN: '1' }),
    ...(allowNetwork ? { LOCAL_CLOUD_ALLOW_NETWORK: '1' } : {}),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SHARED_CREDENTIALS_FILE: path.join(run, 'credentials'),
    AWS_CONFIG_FILE: path.join(run, 'config'),
    ...region(cwd),
    AWS_EC2_METADATA_DISABLED: 'true',
    // What serverless-localstack reads where the project leaves it out.
    EDGE_PORT: new URL(endpoint).port,
    // The wait before each look at a stack's events, in ms; the tool's own 5000 is for a cloud far away.
    SLS_AWS_MONITORING_FREQUENCY: process.env.SLS_AWS_MONITORING_FREQUENCY ?? '25',
    SLS_TELEMETRY_DISABLED: '1',
    SLS_TRACKING_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    SLS_INTERACTIVE_SETUP_ENABLE: '0',
    NO_UPDATE_NOTIFIER: '1',
    // Plugins install the packages of a function anew; those of a project that yarn or pnpm installs need not fit each other.
    ...(existsSync(path.join(cwd, 'package-lock.json')) ? {} : { npm_config_legacy_peer_deps: 'true' }),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
  };
}

/** A region of the user's, none where the project's own .env file has one, else the one that tools fall back to. */
function region(cwd: string): { AWS_REGION?: string } {
  const chosen = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (chosen !== undefined) return { AWS_REGION: chosen };
  return /^\s*(export\s+)?AWS_(DEFAULT_)?REGION\s*=/m.test(dotenv(cwd)) ? {} : { AWS_REGION: 'us-east-1' };
}

const dotenv = (cwd: string): string => textOf(path.join(cwd, '.env'));
