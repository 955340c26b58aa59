import { useState } from 'preact/hooks';
import { t } from '../i18n.ts';
import { Failure } from './basics.tsx';

interface ConfirmButtonProps {
  readonly label: string;
  readonly question: string;
  act(): Promise<unknown>;
}

/** A button for what can't be taken back: it asks once more, in its own place. */
export function ConfirmButton({ label, question, act }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<Error>();
  async function confirm(): Promise<void> {
    setAsking(false);
    setError(undefined);
    try {
      await act();
    } catch (thrown) {
      setError(thrown as Error);
    }
  }
  if (!asking) {
    return (
      <>
        <button type="button" class="quiet danger" onClick={() => setAsking(true)}>
          {label}
        </button>
        <Failure error={error} />
      </>
    );
  }
  return (
    <span class="confirm" role="alertdialog" aria-label={question}>
      {question}
      <button type="button" class="danger" onClick={confirm} ref={(button) => button?.focus()}>
        {label}
      </button>
      <button type="button" class="quiet" onClick={() => setAsking(false)}>
        {t('cancel')}
      </button>
    </span>
  );
}
