import { answerJob } from './answer-job';
import { writeModel } from './write-model';

answerJob<'write'>(writeModel);
