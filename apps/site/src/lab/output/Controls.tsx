import type { Control } from '@backprop/runner';
import { type ReactNode, useId } from 'react';
import styles from './output.module.css';

type Set = (name: string, value: number | string | boolean) => void;

/** The sliders, choices and switches that the program asked for. Each change runs it again. */
export function Controls(props: { controls: readonly Control[]; onControl: Set }): ReactNode {
  const { controls, onControl } = props;
  if (controls.length === 0) return null;
  return (
    <div className={styles.controls}>
      {controls.map((control) => (
        <OneControl key={control.name} control={control} onControl={onControl} />
      ))}
    </div>
  );
}

function OneControl({ control, onControl }: { control: Control; onControl: Set }) {
  const id = useId();
  return (
    <div className={styles.control}>
      <label htmlFor={id}>{control.name}</label>
      <Field id={id} control={control} onControl={onControl} />
    </div>
  );
}

function Field({ id, control, onControl }: { id: string; control: Control; onControl: Set }) {
  switch (control.type) {
    case 'slider':
      return (
        <>
          <input
            id={id}
            type="range"
            min={control.min}
            max={control.max}
            step={control.step}
            value={control.value}
            onChange={(event) => onControl(control.name, event.target.valueAsNumber)}
          />
          <output htmlFor={id}>{Number(control.value.toPrecision(6))}</output>
        </>
      );
    case 'select':
      return (
        <select
          id={id}
          value={control.value}
          onChange={(event) => onControl(control.name, event.target.value)}
        >
          {control.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      );
    case 'toggle':
      return (
        <input
          id={id}
          type="checkbox"
          checked={control.value}
          onChange={(event) => onControl(control.name, event.target.checked)}
        />
      );
  }
}
