import type { RegistryRequest } from '../http/request';

export interface FaultRule {
  /** Which requests: a test of the request, or its method and a pattern for path and query. */
  readonly when:
    ((request: RegistryRequest) => boolean) | { readonly method?: string; readonly path?: RegExp };
  /** How often; without it, every time until the rule is removed. */
  readonly times?: number;
  readonly then: Delay | Fault;
}

/** Goes on normally, or with the next rule that fits, once the promise is settled. */
export interface Delay {
  readonly kind: 'delay';
  readonly until: Promise<void>;
}

export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Text as it is, anything else as JSON. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /**
   * Closes the connection: at once, or after so many bytes of the body, which is that of the request
   * for POST, PATCH and PUT and that of the reply for the others.
   */
  | { readonly kind: 'cut'; readonly afterBytes?: number }
  /** The right reply, its length too, with one byte of the body changed. */
  | { readonly kind: 'wrong-bytes' }
  | {
      readonly kind: 'redirect';
      readonly to: string | ((request: RegistryRequest) => string);
      readonly status?: number;
    }
  /** What a sign-in page of a network or a proxy answers. */
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'throttle'; readonly retryAfterSeconds?: number };

/** Rules for what goes wrong. They hold for requests that passed authorization, in the order added. */
export interface Faults {
  /** Returns what removes the rule. */
  add(rule: FaultRule): () => void;
  clear(): void;
}

export interface FaultList extends Faults {
  /** Waits through the delays that fit and returns the first other fault that does. */
  next(request: RegistryRequest): Promise<Fault | undefined>;
}

export function createFaults(): FaultList {
  const rules = new Map<FaultRule, number>();
  return {
    add: (rule) => {
      const own = { ...rule };
      rules.set(own, rule.times ?? Infinity);
      return () => {
        rules.delete(own);
      };
    },
    clear: () => {
      rules.clear();
    },
    next: async (request) => {
      for (const [rule, left] of rules) {
        if (left === 0 || !fits(rule, request)) continue;
        rules.set(rule, left - 1);
        if (rule.then.kind !== 'delay') return rule.then;
        await rule.then.until;
      }
      return undefined;
    },
  };
}

function fits({ when }: FaultRule, request: RegistryRequest): boolean {
  if (typeof when === 'function') return when(request);
  if (when.method !== undefined && when.method !== request.method) return false;
  return when.path?.test(request.path) ?? true;
}
