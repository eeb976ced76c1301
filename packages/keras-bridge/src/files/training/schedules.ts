import { ArgumentError, type LearningRateSchedule, schedules } from '@backprop/core';
import { isObject, type Json } from '../json/read-json.js';
import type { FileOptimizer, FileSchedule, ScheduleClass } from '../model-file.js';

/** What one of Keras's learning rate schedules is told. */
interface ScheduleKind {
  /** Settings without a default. */
  needs: readonly string[];
  /** The others, with Keras's defaults. */
  settings: FileSchedule['config'];
  /** The same schedule in core. */
  make(options: never): LearningRateSchedule;
}

const DECAY = ['initial_learning_rate', 'decay_steps', 'decay_rate'];

/** One record for each schedule that Keras has. */
const SCHEDULES: Record<ScheduleClass, ScheduleKind> = {
  ExponentialDecay: {
    needs: DECAY,
    settings: { staircase: false },
    make: schedules.exponentialDecay,
  },
  InverseTimeDecay: {
    needs: DECAY,
    settings: { staircase: false },
    make: schedules.inverseTimeDecay,
  },
  PiecewiseConstantDecay: {
    needs: ['boundaries', 'values'],
    settings: {},
    make: schedules.piecewiseConstantDecay,
  },
  CosineDecay: {
    needs: ['initial_learning_rate', 'decay_steps'],
    settings: { alpha: 0, warmup_target: null, warmup_steps: 0 },
    make: schedules.cosineDecay,
  },
  CosineDecayRestarts: {
    needs: ['initial_learning_rate', 'first_decay_steps'],
    settings: { t_mul: 2, m_mul: 1, alpha: 0 },
    make: schedules.cosineDecayRestarts,
  },
  PolynomialDecay: {
    needs: ['initial_learning_rate', 'decay_steps'],
    settings: { end_learning_rate: 0.0001, power: 1, cycle: false },
    make: schedules.polynomialDecay,
  },
};

/** Where Keras keeps its schedules. A class of that name elsewhere is somebody's own. */
export const SCHEDULE_MODULE = 'keras.optimizers.schedules';

/**
 * Reads a schedule as Keras saves it: `{module, class_name, config, registered_name}`; Keras 2 left
 * the module out.
 *
 * @returns null for what is no schedule of Keras, and for settings that make none
 */
export function readSchedule(value: Json | undefined): FileSchedule | null {
  if (!isObject(value) || !isScheduleClass(value.class_name)) return null;
  const { class_name: className, module = SCHEDULE_MODULE, registered_name: registered } = value;
  const isOwn = module === SCHEDULE_MODULE && (registered ?? className) === className;
  if (!isOwn || !isObject(value.config)) return null;
  const { name: _, ...given } = value.config;
  const { needs, settings } = SCHEDULES[className];
  const keys = [...needs, ...Object.keys(settings)];
  if (Object.keys(given).some((key) => !keys.includes(key))) return null;
  if (needs.some((key) => given[key] === undefined)) return null;
  const config = Object.fromEntries(keys.map((key) => [key, given[key] ?? settings[key] ?? null]));
  if (!Object.values(config).every(isSetting)) return null;
  const schedule = { className, config: config as FileSchedule['config'] };
  return isPossible(schedule) ? schedule : null;
}

const isScheduleClass = (name: unknown): name is ScheduleClass =>
  typeof name === 'string' && Object.hasOwn(SCHEDULES, name);

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

const isSetting = (value: unknown) =>
  value === null ||
  typeof value === 'boolean' ||
  isNumber(value) ||
  (Array.isArray(value) && value.length > 0 && value.every(isNumber));

/** Whether core takes the settings, which it checks as Keras does. */
function isPossible(schedule: FileSchedule): boolean {
  // Keras counts steps in whole numbers, and with less than one the restarts would have no end.
  if (Number(schedule.config.first_decay_steps ?? 1) < 1) return false;
  try {
    makeSchedule(schedule);
    return true;
  } catch (error) {
    if (error instanceof ArgumentError) return false;
    throw error;
  }
}

/** The schedule of core. @throws ArgumentError for settings that make none */
export function makeSchedule({ className, config }: FileSchedule): LearningRateSchedule {
  const options = Object.entries(config).map(([key, value]) => [
    key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return SCHEDULES[className].make(Object.fromEntries(options) as never);
}

/** The rate of the step after so many. */
export const rateAt = ({ config, schedule }: FileOptimizer, iteration: number): number =>
  schedule === undefined ? Number(config.learning_rate) : makeSchedule(schedule).at(iteration);

/** What a person would write down: the settings that are needed, and those that are not defaults. */
export function ownScheduleSettings({ className, config }: FileSchedule) {
  const { needs, settings } = SCHEDULES[className];
  return Object.entries(config).filter(
    ([key, value]) => needs.includes(key) || value !== settings[key],
  );
}

/** Whether a setting counts steps, which are whole numbers; the others are floats in Python. */
export const countsSteps = (key: string): boolean => key.endsWith('_steps') || key === 'boundaries';
