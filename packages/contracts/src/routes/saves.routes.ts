import { nothing, pageQuery } from '../common.js';
import { convertQuery, keepSaveQuery, keptSave, keptSavePage, saveEditForm, saveInspection } from '../saves.js';
import { define } from './route.js';

const octets = 'application/octet-stream';
/** Content tells what it is, whatever type the client gives it. */
const bytes = { '*/*': null };

/** Saves of games: opened, edited, converted, and kept by members. */
export const savesRoutes = define({
  inspectSave: {
    method: 'POST',
    path: '/api/ue4/inspect',
    access: 'authenticated',
    summary: 'Tell what a save is; nothing of it is kept',
    takes: bytes,
    status: 200,
    returns: saveInspection,
  },
  editSave: {
    method: 'POST',
    path: '/api/ue4/edit',
    access: 'authenticated',
    summary: 'A save with some changes, under the same name; nothing of it is kept',
    takes: { 'multipart/form-data': saveEditForm },
    status: 200,
    returns: nothing,
    stream: true,
    gives: [octets],
  },
  convertSave: {
    method: 'POST',
    path: '/api/ue4/convert',
    access: 'authenticated',
    summary: 'A save as JSON, or that JSON as a save; nothing of it is kept',
    query: convertQuery,
    takes: bytes,
    status: 200,
    returns: nothing,
    stream: true,
    gives: [octets, 'application/json'],
  },
  listKeptSaves: {
    method: 'GET',
    path: '/api/ue4/kept',
    access: 'member',
    summary: 'The saves you keep, the newest first',
    query: pageQuery,
    status: 200,
    returns: keptSavePage,
  },
  keepSave: {
    method: 'POST',
    path: '/api/ue4/kept',
    access: 'member',
    summary: 'Keep a save, sealed, for yourself',
    query: keepSaveQuery,
    takes: bytes,
    status: 201,
    returns: keptSave,
  },
  getKeptSave: {
    method: 'GET',
    path: '/api/ue4/kept/:id/content',
    access: 'member',
    summary: 'A save you keep, byte for byte',
    status: 200,
    returns: nothing,
    stream: true,
    gives: [octets],
  },
  deleteKeptSave: {
    method: 'DELETE',
    path: '/api/ue4/kept/:id',
    access: 'member',
    summary: 'Delete a save you keep',
    status: 204,
    returns: nothing,
  },
});
