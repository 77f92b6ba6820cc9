// words_model: what the pages say of the rules' language model, Chinese and English.

export const model = {
  proposal: ['大模型的提议', 'Proposed by the language model'],
  proposal_hint: ['规则没有把握，模型“{model}”从候选里排了序。它看不到姓名、电话和地点，只供参考，由您决定。',
    'The rules were not sure; the model "{model}" ordered the candidates. It saw no names, numbers or places. The choice is yours.'],
  'act_model.rephrase': ['大模型转述答复', 'the language model rephrased an answer'],
  'act_model.propose': ['大模型提议候选', 'the language model proposed candidates'],
};
