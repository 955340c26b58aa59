/**
 * The endpoint that `local-cloud start` or `local-cloud up` runs for the project a folder is in, the newest where there
 * are several; undefined where there is none.
 *
 * @returns a URL without a slash at its end
 */
export declare function runningEndpoint(folder: string): string | undefined;
