import type { Messages } from '../messages/en';
import type { Reason } from '../model/types';
import { duration } from './time';

/** A reason in the person's language; for a code this page does not know, the hub's own sentence. */
export function reasonText({ code, args, text }: Reason, messages: Messages): string {
  const say = messages.reasons;
  switch (code) {
    case 'microphoneInUse':
      return say.microphoneInUse(word(args.app));
    case 'appCategory':
      return say.appCategory(word(args.app), messages.categories[word(args.category).toLowerCase()] ?? '');
    case 'titleHint':
      return say.titleHint(word(args.word));
    case 'noInput':
      return say.noInput(typeof args.minutes === 'number' ? duration(args.minutes * 60_000, messages.locale) : '');
    case 'ownRule':
      return say.ownRule(word(args.name));
    case 'rule':
    case 'voicesBothSides':
    case 'voiceMicrophone':
    case 'systemSound':
    case 'typing':
    case 'pointer':
    case 'label':
    case 'hand':
    case 'lowConfidence':
    case 'timeOfDay':
      return say[code]();
    default:
      return text;
  }
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
