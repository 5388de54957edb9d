// The `@google/genai` package on generateContent and streamGenerateContent.

import assert from 'node:assert/strict';
import test from 'node:test';

import { ApiError, FunctionCallingConfigMode, GoogleGenAI } from '@google/genai';

import {
  asked, askedForWeather, closed, collect, isRiver, key, model, pixel, river, script, url, weather,
} from './gateway.mjs';

const clientOf = (apiKey) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: url } }).models;
const models = clientOf(key);
const declaration = { name: weather.name, description: weather.description, parametersJsonSchema: weather.schema };
const tools = [{ functionDeclarations: [declaration] }];
const hasStatus = (status) => (error) => {
  assert.ok(error instanceof ApiError);
  assert.equal(error.status, status);
  return true;
};

test('a whole answer has text, a finish and usage', async () => {
  const answer = await models.generateContent({ model, contents: asked, config: { systemInstruction: 'Be brief.' } });
  assert.ok(answer.text);
  assert.equal(answer.candidates[0].finishReason, 'STOP');
  const usage = answer.usageMetadata;
  assert.equal(usage.totalTokenCount, usage.promptTokenCount + usage.candidatesTokenCount + (usage.thoughtsTokenCount ?? 0));
  assert.ok(usage.candidatesTokenCount > 0);
});

test('a stream adds up to the whole answer, and its last chunk has usage', async () => {
  const whole = await models.generateContent({ model, contents: asked });
  const chunks = await collect(await models.generateContentStream({ model, contents: asked }));
  assert.equal(chunks.map((chunk) => chunk.text ?? '').join(''), whole.text);
  assert.equal(chunks.at(-1).usageMetadata.totalTokenCount, whole.usageMetadata.totalTokenCount);
});

for (const stream of [false, true]) {
  test(`a tool is called and answered, ${stream ? 'streamed' : 'whole'}`, async () => {
    const config = { tools, toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.AUTO } } };
    const ask = async (contents) => {
      if (!stream) return [await models.generateContent({ model, contents, config })];
      return collect(await models.generateContentStream({ model, contents, config }));
    };
    const contents = [{ role: 'user', parts: [{ text: askedForWeather }] }];
    const parts = (await ask(contents)).flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
    const { functionCall } = parts.find((part) => part.functionCall);
    assert.equal(functionCall.name, weather.name);
    assert.equal(typeof functionCall.args.city, 'string');
    const functionResponse = { id: functionCall.id, name: functionCall.name, response: { output: 'sunny' } };
    const answered = [...contents, { role: 'model', parts }, { role: 'user', parts: [{ functionResponse }] }];
    const second = await ask(answered);
    assert.ok(second.map((chunk) => chunk.text ?? '').join(''));
  });
}

test('automatic function calling loops until there is a text', async () => {
  const cities = [];
  const tool = {
    tool: async () => tools[0],
    callTool: async (calls) =>
      calls.map(({ id, name, args }) => (cities.push(args.city), { functionResponse: { id, name, response: { output: 'sunny' } } })),
  };
  const answer = await models.generateContent({ model, contents: askedForWeather, config: { tools: [tool] } });
  assert.ok(answer.text);
  assert.equal(cities.length, 1);
});

test('structured output follows its schema', async () => {
  const config = { responseMimeType: 'application/json', responseJsonSchema: river };
  const answer = await models.generateContent({ model, contents: asked, config });
  assert.ok(isRiver(JSON.parse(answer.text)));
});

test('an image in the prompt is taken', async () => {
  const contents = [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: pixel } }];
  assert.ok((await models.generateContent({ model, contents })).text);
});

test('thoughts are parts of their own, whole and streamed', async (t) => {
  const said = { reasoning: 'Rivers flow.', text: 'They do.' };
  await script(t, said, said);
  const config = { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } };
  const whole = await models.generateContent({ model, contents: asked, config });
  const streamed = await collect(await models.generateContentStream({ model, contents: asked, config }));
  for (const chunks of [[whole], streamed]) {
    const parts = chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
    const join = (chosen) => chosen.map((part) => part.text ?? '').join('');
    assert.equal(join(parts.filter((part) => part.thought)), said.reasoning);
    assert.equal(join(parts.filter((part) => !part.thought)), said.text);
  }
});

test('a wrong key is an error with status 401', async () => {
  await assert.rejects(clientOf('fl-stolen').generateContent({ model, contents: asked }), hasStatus(401));
});

test('a refusal is an error with status 403', async () => {
  await assert.rejects(models.generateContent({ model: closed, contents: asked }), hasStatus(403));
});

test('a refusal of a stream is an error with status 403 too', async () => {
  await assert.rejects(models.generateContentStream({ model: closed, contents: asked }), hasStatus(403));
});

test('an unknown model is an error with status 404', async () => {
  await assert.rejects(models.generateContent({ model: 'sim/nothing', contents: asked }), hasStatus(404));
});
