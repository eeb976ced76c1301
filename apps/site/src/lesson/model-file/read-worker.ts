import { answerJob } from './answer-job';
import { readModel } from './read-model';

answerJob<'read'>(readModel);
