import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { observed } from './aws/observed.ts';
import { useLoad, useStored } from './hooks.ts';
import { type Language, preferredLanguage, setLanguage, t, type Word } from './i18n.ts';
import { DEFAULT_REGION, go, href, type Route, useRoute } from './router.ts';
import { Apis } from './views/apis.tsx';
import { Buckets } from './views/buckets.tsx';
import { Functions } from './views/functions.tsx';
import { LogGroups } from './views/log-groups.tsx';
import { Requests } from './views/requests.tsx';
import { Stacks } from './views/stacks.tsx';
import { Tables } from './views/tables.tsx';

const VIEWS: Readonly<Record<string, readonly [Word, FunctionComponent<Route>]>> = {
  requests: ['requests', Requests],
  functions: ['functions', Functions],
  apis: ['apis', Apis],
  tables: ['tables', Tables],
  buckets: ['buckets', Buckets],
  logs: ['logGroups', LogGroups],
  stacks: ['stacks', Stacks],
};

type Theme = 'auto' | 'light' | 'dark';

/** Everything on the page: where one can go, and what is there. */
export function App() {
  const route = useRoute();
  const [language, chooseLanguage] = useStored<Language>('language', preferredLanguage());
  const [theme, setTheme] = useStored<Theme>('theme', 'auto');
  setLanguage(language);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const [title, View] = VIEWS[route.view] ?? (['requests', Requests] as const);
  useEffect(() => {
    document.title = `${route.names[0] ?? t(title)} · local-cloud`;
  });
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <header class="side">
        <a class="brand" href={href(['requests'])}>
          local-cloud
        </a>
        <nav aria-label={t('views')}>
          {Object.entries(VIEWS).map(([id, [word]]) => (
            <a key={id} href={href([id])} aria-current={id === route.view ? 'page' : undefined}>
              {t(word)}
            </a>
          ))}
        </nav>
        <div class="settings">
          <Region region={route.region} />
          <select
            aria-label={t('language')}
            value={language}
            onChange={({ currentTarget }) => chooseLanguage(currentTarget.value as Language)}
          >
            <option value="en">English</option>
            <option value="pt">Português</option>
          </select>
          <select
            aria-label={t('theme')}
            value={theme}
            onChange={({ currentTarget }) => setTheme(currentTarget.value as Theme)}
          >
            <option value="auto">{t('themeAuto')}</option>
            <option value="light">{t('themeLight')}</option>
            <option value="dark">{t('themeDark')}</option>
          </select>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <View {...route} />
      </main>
    </div>
  );
}

const COMMON = [DEFAULT_REGION, 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1', 'sa-east-1'];

/** The region that is shown: those in which something is, and a few besides. */
function Region({ region }: { readonly region: string }) {
  const { data } = useLoad(() => observed<{ regions: string[] }>('regions'), []);
  const used = data?.regions ?? [];
  useEffect(() => {
    // Opened without an address, the page shows a region in which there is something.
    const [only] = used;
    if (location.hash === '' && only !== undefined && !used.includes(DEFAULT_REGION)) go(['requests'], only);
  }, [used]);
  const all = [...new Set([...used, ...COMMON, region])].sort();
  const { view } = useRoute();
  return (
    <select
      aria-label={t('region')}
      value={region}
      onChange={({ currentTarget }) => go([view], currentTarget.value)}
    >
      {all.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
