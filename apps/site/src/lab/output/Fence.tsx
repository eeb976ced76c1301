import { Component, type ReactNode } from 'react';
import styles from './output.module.css';

interface Props {
  /** What is drawn inside: with another one, it is tried again. */
  of: unknown;
  children: ReactNode;
}

interface State {
  of: unknown;
  problem: string | null;
}

/**
 * Keeps a part of the output that cannot be drawn from taking the whole page away: a sentence
 * stands in its place, and what is beside it stays.
 */
export class Fence extends Component<Props, State> {
  override state: State = { of: this.props.of, problem: null };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { problem: error instanceof Error ? error.message : 'no reason given' };
  }

  static getDerivedStateFromProps({ of }: Props, state: State): State | null {
    return of === state.of ? null : { of, problem: null };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <p className={styles.remark}>
        This output could not be drawn: {problem}. Your text is kept, and the program ran as it says
        below.
      </p>
    );
  }
}
