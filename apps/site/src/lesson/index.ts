/** What the lessons show besides text and live blocks. */
export { type DerivationProps, DerivationSteps } from './derivation/DerivationSteps';
export { LockstepTable, type LockstepTableProps } from './lockstep/LockstepTable';
export {
  regressionInLockstep,
  regressionInLockstepOnKerasPlan,
  regressionInLockstepWithAdam,
} from './lockstep/regression-in-lockstep';
export { LossCurvesOf, type LossCurvesOfProps } from './loss-curves/LossCurvesOf';
export { ModelFile } from './model-file/ModelFile';
export { regressionPlan } from './training/regression-plan';
export { TrainingPicture, type TrainingPictureProps } from './training/TrainingPicture';
export type { TrainingPlan } from './training/train';
