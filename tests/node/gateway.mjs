// Where the gateway is, and what every suite asks of it. `tests/integration/test_node_sdks.py` sets the environment.

const env = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; the suites are run by pytest tests/integration/test_node_sdks.py`);
  return value;
};

export const url = env('FAIRLANE_URL');
export const key = env('FAIRLANE_KEY');
export const model = env('FAIRLANE_MODEL');
export const closed = env('FAIRLANE_CLOSED_MODEL'); // a policy removes its only endpoint
export const policy = env('FAIRLANE_POLICY'); // the policy that does so
export const embeddings = env('FAIRLANE_EMBEDDINGS_MODEL');
const simulator = env('FAIRLANE_SIMULATOR');
const provider = env('FAIRLANE_PROVIDER');

export const asked = 'Write 12 words about rivers.';
export const askedForWeather = 'How is the weather in Lund?';
export const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const weather = {
  name: 'get_weather',
  description: 'Tells the weather of a city',
  schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
};

export const river = {
  type: 'object',
  properties: { name: { type: 'string' }, length: { type: 'integer' } },
  required: ['name', 'length'],
  additionalProperties: false,
};

export const isRiver = (value) => typeof value.name === 'string' && Number.isInteger(value.length);

/** Let the provider's next calls be answered by these, in their order, and by nothing of it after the test. */
export async function script(t, ...answers) {
  t.after(() => put([]));
  await put(answers);
}

async function put(answers) {
  const body = JSON.stringify(answers);
  const response = await fetch(`${simulator}/_control/scripts/${provider}`, { method: 'PUT', body });
  if (!response.ok) throw new Error(`the simulator takes no script: ${response.status} ${await response.text()}`);
}

/** Everything that an asynchronous iterable yields. */
export async function collect(stream) {
  const all = [];
  for await (const each of stream) all.push(each);
  return all;
}
