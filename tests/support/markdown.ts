/** A fenced block of code: what stands behind the fence is its language and what else it says. */
export interface Block {
  readonly language: string;
  /** `modulo1/src/app.ts`, `running`; empty where there is nothing. */
  readonly note: string;
  readonly text: string;
}

export interface Chapter {
  readonly title: string;
  readonly blocks: readonly Block[];
}

const FENCE = /^```(\S*) ?(.*)\n([\s\S]*?)^```$/gm;

/** The chapters of a document, by its headings of the second level, with their blocks of code. */
export function chaptersOf(markdown: string): Chapter[] {
  const [, ...parts] = markdown.split(/^## /m);
  return parts.map((part) => ({
    title: part.slice(0, part.indexOf('\n')),
    blocks: [...part.matchAll(FENCE)].map(([, language = '', note = '', text = '']) => ({
      language,
      note,
      text,
    })),
  }));
}
