// Generated from deploy/serverless.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
export const validateDeclaration=sr;const a=Object.prototype.hasOwnProperty,nr=new RegExp("\\$\\{env:[A-Za-z_]","u");function u(p,{
instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;return typeof p=="string"?nr.test(p)||
(e=s(e,i,"#/pattern"),r++):(e=s(e,i,"#/type"),r++),u.errors=e,r===0}const Ze=new RegExp("^[a-z]{2,3}(?:-[a-z0-9]{1,20}){\
1,3}$","u");function j(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;
let l=!1;const n=r;typeof p=="string"?Ze.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===
r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;
p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),j.errors=e,r===0}function G(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){
const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),G.errors=e,r===0}const pr=new RegExp("^[!-+\\--~]{1,200}$","u");function J(p,{instancePath:i="",
parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?pr.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="nu\
mber"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/cons\
t"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),J.errors=e,r===0}const qe=new RegExp("^[!-~]{1,200}$","u");function X(p,{instancePath:i="",parentData:C,
parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?qe.test(p)||(e=s(e,
i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(
p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===
r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),X.errors=
e,r===0}function H(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;
const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++),p==="plain"||p==="scram-sha-256"||p==="scram-sha-512"||(e=
s(e,i,"#/anyOf/0/enum"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/ty\
pe"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;
u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),H.errors=e,r===0}function F(p,{
instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!=
"string"&&(e=s(e,i,"#/anyOf/0/type"),r++),p==="on"||p==="off"||(e=s(e,i,"#/anyOf/0/enum"),r++);var t=n===r;if(l=l||t,!l){
const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),F.errors=e,r===0}function w(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){
const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),w.errors=e,r===0}function B(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){
const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),B.errors=e,r===0}function z(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){
const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),z.errors=e,r===0}const lr=new RegExp("^[0-9]{5,20}$","u");function V(p,{instancePath:i="",
parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?lr.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="nu\
mber"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/cons\
t"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),V.errors=e,r===0}const Le=new RegExp("^[0-9]{1,9}$","u");function $(p,{instancePath:i="",parentData:C,
parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?Le.test(p)||(e=s(e,
i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&!(p%
1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>100||isNaN(p))&&(e=s(e,
i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var t=M===r;if(l=l||t,!l){const R=r;p!==
""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),$.errors=e,r===0}function Q(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?Le.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"\
#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"\
#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>6e4||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(
p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===
r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),Q.errors=
e,r===0}function Z(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;
const n=r;typeof p=="string"?Le.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;
if(l=l||t,!l){const M=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="n\
umber"&&isFinite(p)&&((p>6e5||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),
r++));var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(
p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===
r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),Z.errors=e,r===0}function h(p,{instancePath:i="",
parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?Le.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="nu\
mber"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>6e4||isNaN(p))&&
(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var t=M===r;if(l=l||t,!l){const R=r;
p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),h.errors=e,r===0}function ee(p,{instancePath:i="",parentData:C,parentDataProperty:N,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?Le.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),
r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(
p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>6e4||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),
(p<100||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/c\
onst"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),ee.errors=e,r===0}function ae(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?Le.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"\
#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"\
#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>1e3||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(
p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===
r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),ae.errors=
e,r===0}const ar=new RegExp('^[!"$-~]{1,200}$',"u");function re(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?ar.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"\
#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);
var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,
parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}
return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),re.errors=e,r===0}const or=new RegExp("^[A-Za-z0\
-9._-]{1,128}$","u");function oe(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;
const o=r;let l=!1;const n=r;typeof p=="string"?or.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),
r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=
l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,
parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=
o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),oe.errors=e,r===0}function ie(p,{instancePath:i="",parentData:C,
parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf\
/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===
r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,
parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}
return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),ie.errors=e,r===0}function fe(p,{instancePath:i="",
parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?Le.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="nu\
mber"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>2592e3||isNaN(
p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<60||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var t=M===r;if(l=l||t,!l){
const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,
parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=
o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),fe.errors=e,r===0}function ue(p,{instancePath:i="",parentData:C,
parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf\
/0/type"),r++),p==="cam"||p==="jwt"||(e=s(e,i,"#/anyOf/0/enum"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="numb\
er"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),
r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?
u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/\
anyOf"),r++),ue.errors=e,r===0}function ye(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,
r=0;const o=r;let l=!1;const n=r;typeof p=="string"?qe.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/t\
ype"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===
r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,
parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}
return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),ye.errors=e,r===0}function ce(p,{instancePath:i="",
parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?qe.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="nu\
mber"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/cons\
t"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),ce.errors=e,r===0}function _e(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){
const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),_e.errors=e,r===0}function de(p,{instancePath:i="",parentData:C,parentDataProperty:N,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===
r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;
p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),de.errors=e,r===0}function ve(p,{instancePath:i="",parentData:C,parentDataProperty:N,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;typeof p=="string"?qe.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),
r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/an\
yOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){
const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=
e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),ve.errors=e,r===0}
function ge(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const n=r;
typeof p=="string"?qe.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var t=n===r;if(l=l||t,
!l){const M=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var t=M===r;if(l=l||t,!l){const R=r;p!==""&&
(e=s(e,i,"#/anyOf/2/const"),r++);var t=R===r;if(l=l||t,!l){const b=r;u(p,{instancePath:i,parentData:C,parentDataProperty:N,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=b===r;l=l||t}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),ge.errors=e,r===0}function Pe(p,{instancePath:i="",parentData:C,parentDataProperty:N,
rootData:f=p}={}){let e=null,r=0;if(Array.isArray(p)){const l=p.length;for(let n=0;n<l;n++){let t=p[n];const M=r;let S=!1;
const R=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf\
/0/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/0/required","value"),r++);
for(const se of Object.keys(t))se==="key"||se==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/0/additionalProperties",se),r++);
t.key!==void 0&&a.call(t,"key")&&t.key!=="REGION"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/0/properties/key/const"),r++),t.
value!==void 0&&a.call(t,"value")&&(j(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||
(e=e===null?j.errors:e.concat(j.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/0/type"),r++;var o=R===r;if(S=S||
o,!S){const se=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/item\
s/anyOf/1/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/1/required","value"),
r++);for(const ne of Object.keys(t))ne==="key"||ne==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/1/additionalProperties",ne),
r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="TOPICS_URL"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/1/properties/key/const"),
r++),t.value!==void 0&&a.call(t,"value")&&(G(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"val\
ue",rootData:f})||(e=e===null?G.errors:e.concat(G.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/1/type"),r++;var o=se===
r;if(S=S||o,!S){const ne=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+
n,"#/items/anyOf/2/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/2/require\
d","value"),r++);for(const pe of Object.keys(t))pe==="key"||pe==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/2/additionalProp\
erties",pe),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="TOPICS_USER"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/2/properti\
es/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(J(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"\
value",rootData:f})||(e=e===null?J.errors:e.concat(J.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/2/type"),r++;
var o=ne===r;if(S=S||o,!S){const pe=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=
s(e,i+"/"+n,"#/items/anyOf/3/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf\
/3/required","value"),r++);for(const D of Object.keys(t))D==="key"||D==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/3/additio\
nalProperties",D),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="TOPICS_PASSWORD"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/\
3/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(X(t.value,{instancePath:i+"/"+n+"/value",parentData:t,
parentDataProperty:"value",rootData:f})||(e=e===null?X.errors:e.concat(X.errors),r=e.length))}else e=s(e,i+"/"+n,"#/item\
s/anyOf/3/type"),r++;var o=pe===r;if(S=S||o,!S){const D=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||
!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/4/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,
i+"/"+n,"#/items/anyOf/4/required","value"),r++);for(const K of Object.keys(t))K==="key"||K==="value"||(e=s(e,i+"/"+n,"#\
/items/anyOf/4/additionalProperties",K),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="TOPICS_SASL_MECHANISM"&&(e=s(e,i+
"/"+n+"/key","#/items/anyOf/4/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(H(t.value,{instancePath:i+
"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?H.errors:e.concat(H.errors),r=e.length))}else
e=s(e,i+"/"+n,"#/items/anyOf/4/type"),r++;var o=D===r;if(S=S||o,!S){const K=r;if(t&&typeof t=="object"&&!Array.isArray(t)){
(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/5/required","key"),r++),(t.value===void 0||!a.call(t,"\
value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/5/required","value"),r++);for(const le of Object.keys(t))le==="key"||le==="value"||
(e=s(e,i+"/"+n,"#/items/anyOf/5/additionalProperties",le),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="TOPICS_TLS"&&(e=
s(e,i+"/"+n+"/key","#/items/anyOf/5/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(F(t.value,{instancePath:i+
"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.length))}else
e=s(e,i+"/"+n,"#/items/anyOf/5/type"),r++;var o=K===r;if(S=S||o,!S){const le=r;if(t&&typeof t=="object"&&!Array.isArray(
t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/6/required","key"),r++),(t.value===void 0||!a.call(
t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/6/required","value"),r++);for(const me of Object.keys(t))me==="key"||me==="va\
lue"||(e=s(e,i+"/"+n,"#/items/anyOf/6/additionalProperties",me),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="TOPICS_CA"&&
(e=s(e,i+"/"+n+"/key","#/items/anyOf/6/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(w(t.value,{instancePath:i+
"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?w.errors:e.concat(w.errors),r=e.length))}else
e=s(e,i+"/"+n,"#/items/anyOf/6/type"),r++;var o=le===r;if(S=S||o,!S){const me=r;if(t&&typeof t=="object"&&!Array.isArray(
t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/7/required","key"),r++),(t.value===void 0||!a.call(
t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/7/required","value"),r++);for(const Oe of Object.keys(t))Oe==="key"||Oe==="va\
lue"||(e=s(e,i+"/"+n,"#/items/anyOf/7/additionalProperties",Oe),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="MARKER_KE\
YS"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/7/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(B(t.value,
{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),
r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/7/type"),r++;var o=me===r;if(S=S||o,!S){const Oe=r;if(t&&typeof t=="objec\
t"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/8/required","key"),r++),(t.value===
void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/8/required","value"),r++);for(const Se of Object.keys(t))Se===
"key"||Se==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/8/additionalProperties",Se),r++);t.key!==void 0&&a.call(t,"key")&&t.key!==
"API_ENDPOINT"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/8/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&
(z(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?z.errors:e.concat(
z.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/8/type"),r++;var o=Oe===r;if(S=S||o,!S){const Se=r;if(t&&typeof t==
"object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/9/required","key"),r++),(t.
value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/9/required","value"),r++);for(const Te of Object.keys(
t))Te==="key"||Te==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/9/additionalProperties",Te),r++);t.key!==void 0&&a.call(t,"ke\
y")&&t.key!=="ACCOUNT_UIN"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/9/properties/key/const"),r++),t.value!==void 0&&a.call(
t,"value")&&(V(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?
V.errors:e.concat(V.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/9/type"),r++;var o=Se===r;if(S=S||o,!S){const Te=r;
if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/10/requir\
ed","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/10/required","value"),r++);for(const Ee of Object.
keys(t))Ee==="key"||Ee==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/10/additionalProperties",Ee),r++);t.key!==void 0&&a.call(
t,"key")&&t.key!=="RETRY_ATTEMPTS_MAX"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/10/properties/key/const"),r++),t.value!==void 0&&
a.call(t,"value")&&($(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===
null?$.errors:e.concat($.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/10/type"),r++;var o=Te===r;if(S=S||o,!S){
const Ee=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyO\
f/11/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/11/required","value"),r++);
for(const Ae of Object.keys(t))Ae==="key"||Ae==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/11/additionalProperties",Ae),r++);
t.key!==void 0&&a.call(t,"key")&&t.key!=="RETRY_DELAY_MS_MIN"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/11/properties/key/co\
nst"),r++),t.value!==void 0&&a.call(t,"value")&&(Q(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"\
value",rootData:f})||(e=e===null?Q.errors:e.concat(Q.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/11/type"),r++;
var o=Ee===r;if(S=S||o,!S){const Ae=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=
s(e,i+"/"+n,"#/items/anyOf/12/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyO\
f/12/required","value"),r++);for(const ke of Object.keys(t))ke==="key"||ke==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/12/a\
dditionalProperties",ke),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="RETRY_DELAY_MS_MAX"&&(e=s(e,i+"/"+n+"/key","#/it\
ems/anyOf/12/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(Z(t.value,{instancePath:i+"/"+n+"/value",
parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),r=e.length))}else e=s(e,i+
"/"+n,"#/items/anyOf/12/type"),r++;var o=Ae===r;if(S=S||o,!S){const ke=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.
key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/13/required","key"),r++),(t.value===void 0||!a.call(t,"va\
lue"))&&(e=s(e,i+"/"+n,"#/items/anyOf/13/required","value"),r++);for(const Ie of Object.keys(t))Ie==="key"||Ie==="value"||
(e=s(e,i+"/"+n,"#/items/anyOf/13/additionalProperties",Ie),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="ATTEMPT_MS_MIN"&&
(e=s(e,i+"/"+n+"/key","#/items/anyOf/13/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(h(t.value,{instancePath:i+
"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length))}else
e=s(e,i+"/"+n,"#/items/anyOf/13/type"),r++;var o=ke===r;if(S=S||o,!S){const Ie=r;if(t&&typeof t=="object"&&!Array.isArray(
t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/14/required","key"),r++),(t.value===void 0||!a.call(
t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/14/required","value"),r++);for(const Me of Object.keys(t))Me==="key"||Me==="v\
alue"||(e=s(e,i+"/"+n,"#/items/anyOf/14/additionalProperties",Me),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="SETTLE_\
MS"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/14/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(ee(t.value,
{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),
r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/14/type"),r++;var o=Ie===r;if(S=S||o,!S){const Me=r;if(t&&typeof t=="obje\
ct"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/15/required","key"),r++),(t.value===
void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/15/required","value"),r++);for(const Re of Object.keys(t))Re===
"key"||Re==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/15/additionalProperties",Re),r++);t.key!==void 0&&a.call(t,"key")&&t.
key!=="REDRIVES_MAX"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/15/properties/key/const"),r++),t.value!==void 0&&a.call(t,"va\
lue")&&(ae(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?ae.errors:
e.concat(ae.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/15/type"),r++;var o=Me===r;if(S=S||o,!S){const Re=r;if(t&&
typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/16/required","k\
ey"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/16/required","value"),r++);for(const Ne of Object.
keys(t))Ne==="key"||Ne==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/16/additionalProperties",Ne),r++);t.key!==void 0&&a.call(
t,"key")&&t.key!=="RUNBOOK_URL"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/16/properties/key/const"),r++),t.value!==void 0&&a.
call(t,"value")&&(re(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===
null?re.errors:e.concat(re.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/16/type"),r++;var o=Re===r;if(S=S||o,!S){
const Ne=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyO\
f/17/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/17/required","value"),r++);
for(const Ce of Object.keys(t))Ce==="key"||Ce==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/17/additionalProperties",Ce),r++);
t.key!==void 0&&a.call(t,"key")&&t.key!=="REQUESTS_TOPIC"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/17/properties/key/const"),
r++),t.value!==void 0&&a.call(t,"value")&&(oe(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"va\
lue",rootData:f})||(e=e===null?oe.errors:e.concat(oe.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/17/type"),r++;
var o=Ne===r;if(S=S||o,!S){const Ce=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=
s(e,i+"/"+n,"#/items/anyOf/18/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyO\
f/18/required","value"),r++);for(const I of Object.keys(t))I==="key"||I==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/18/addi\
tionalProperties",I),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="MESSAGE_KEYS"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/\
18/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(ie(t.value,{instancePath:i+"/"+n+"/value",parentData:t,
parentDataProperty:"value",rootData:f})||(e=e===null?ie.errors:e.concat(ie.errors),r=e.length))}else e=s(e,i+"/"+n,"#/it\
ems/anyOf/18/type"),r++;var o=Ce===r;if(S=S||o,!S){const I=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||
!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/19/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,
i+"/"+n,"#/items/anyOf/19/required","value"),r++);for(const A of Object.keys(t))A==="key"||A==="value"||(e=s(e,i+"/"+n,"\
#/items/anyOf/19/additionalProperties",A),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="MESSAGE_AGE_S_MAX"&&(e=s(e,i+"/"+
n+"/key","#/items/anyOf/19/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(fe(t.value,{instancePath:i+
"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?fe.errors:e.concat(fe.errors),r=e.length))}else
e=s(e,i+"/"+n,"#/items/anyOf/19/type"),r++;var o=I===r;if(S=S||o,!S){const A=r;if(t&&typeof t=="object"&&!Array.isArray(
t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/20/required","key"),r++),(t.value===void 0||!a.call(
t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/20/required","value"),r++);for(const c of Object.keys(t))c==="key"||c==="valu\
e"||(e=s(e,i+"/"+n,"#/items/anyOf/20/additionalProperties",c),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="AUTH"&&(e=s(
e,i+"/"+n+"/key","#/items/anyOf/20/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(ue(t.value,{instancePath:i+
"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?ue.errors:e.concat(ue.errors),r=e.length))}else
e=s(e,i+"/"+n,"#/items/anyOf/20/type"),r++;var o=A===r;if(S=S||o,!S){const c=r;if(t&&typeof t=="object"&&!Array.isArray(
t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/21/required","key"),r++),(t.value===void 0||!a.call(
t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/21/required","value"),r++);for(const L of Object.keys(t))L==="key"||L==="valu\
e"||(e=s(e,i+"/"+n,"#/items/anyOf/21/additionalProperties",L),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="JWT_ISSUER"&&
(e=s(e,i+"/"+n+"/key","#/items/anyOf/21/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(ye(t.value,{instancePath:i+
"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?ye.errors:e.concat(ye.errors),r=e.length))}else
e=s(e,i+"/"+n,"#/items/anyOf/21/type"),r++;var o=c===r;if(S=S||o,!S){const L=r;if(t&&typeof t=="object"&&!Array.isArray(
t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/22/required","key"),r++),(t.value===void 0||!a.call(
t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/22/required","value"),r++);for(const U of Object.keys(t))U==="key"||U==="valu\
e"||(e=s(e,i+"/"+n,"#/items/anyOf/22/additionalProperties",U),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="JWT_AUDIENC\
E"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/22/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(ce(t.value,
{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?ce.errors:e.concat(ce.errors),
r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/22/type"),r++;var o=L===r;if(S=S||o,!S){const U=r;if(t&&typeof t=="object"&&
!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/23/required","key"),r++),(t.value===
void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/23/required","value"),r++);for(const g of Object.keys(t))g===
"key"||g==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/23/additionalProperties",g),r++);t.key!==void 0&&a.call(t,"key")&&t.key!==
"JWT_JWKS_URL"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/23/properties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&
(_e(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===null?_e.errors:e.
concat(_e.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/23/type"),r++;var o=U===r;if(S=S||o,!S){const g=r;if(t&&
typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf/24/required","k\
ey"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/24/required","value"),r++);for(const d of Object.
keys(t))d==="key"||d==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/24/additionalProperties",d),r++);t.key!==void 0&&a.call(t,
"key")&&t.key!=="JWT_ALGORITHMS"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/24/properties/key/const"),r++),t.value!==void 0&&
a.call(t,"value")&&(de(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",rootData:f})||(e=e===
null?de.errors:e.concat(de.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/24/type"),r++;var o=g===r;if(S=S||o,!S){
const d=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+n,"#/items/anyOf\
/25/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/25/required","value"),r++);
for(const k of Object.keys(t))k==="key"||k==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/25/additionalProperties",k),r++);t.key!==
void 0&&a.call(t,"key")&&t.key!=="JWT_TENANT_CLAIM"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/25/properties/key/const"),r++),
t.value!==void 0&&a.call(t,"value")&&(ve(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"value",
rootData:f})||(e=e===null?ve.errors:e.concat(ve.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/25/type"),r++;var o=d===
r;if(S=S||o,!S){const k=r;if(t&&typeof t=="object"&&!Array.isArray(t)){(t.key===void 0||!a.call(t,"key"))&&(e=s(e,i+"/"+
n,"#/items/anyOf/26/required","key"),r++),(t.value===void 0||!a.call(t,"value"))&&(e=s(e,i+"/"+n,"#/items/anyOf/26/requi\
red","value"),r++);for(const W of Object.keys(t))W==="key"||W==="value"||(e=s(e,i+"/"+n,"#/items/anyOf/26/additionalProp\
erties",W),r++);t.key!==void 0&&a.call(t,"key")&&t.key!=="JWT_SERVICE_SCOPE"&&(e=s(e,i+"/"+n+"/key","#/items/anyOf/26/pr\
operties/key/const"),r++),t.value!==void 0&&a.call(t,"value")&&(ge(t.value,{instancePath:i+"/"+n+"/value",parentData:t,parentDataProperty:"\
value",rootData:f})||(e=e===null?ge.errors:e.concat(ge.errors),r=e.length))}else e=s(e,i+"/"+n,"#/items/anyOf/26/type"),
r++;var o=k===r;S=S||o}}}}}}}}}}}}}}}}}}}}}}}}}}S?(r=M,e!==null&&(M?e.length=M:e=null)):(e=s(e,i+"/"+n,"#/items/anyOf"),
r++)}}else e=s(e,i,"#/type"),r++;return Pe.errors=e,r===0}const fr=new RegExp("^[\\w-]+(?:\\/[\\w-]+)*$","u"),ur=new RegExp(
"^[A-Za-z][\\w-]*\\.[A-Za-z][\\w-]*$","u"),Ke=new RegExp("^","u"),Ue=new RegExp("^[\\w.:/-]{0,200}$","u");function xe(p,{
instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;if(p&&typeof p=="object"&&!Array.isArray(
p)){(p.variables===void 0||!a.call(p,"variables"))&&(e=s(e,i,"#/required","variables"),r++);for(const o of Object.keys(p))
o!=="variables"&&(e=s(e,i,"#/additionalProperties",o),r++);if(p.variables!==void 0&&a.call(p,"variables")){let o=p.variables;
if(o&&typeof o=="object"&&!Array.isArray(o)){for(const l of Object.keys(o))a.call({REGION:0,TOPICS_URL:0,TOPICS_USER:0,TOPICS_PASSWORD:0,
TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,
RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0,REDRIVES_MAX:0,RUNBOOK_URL:0,REQUESTS_TOPIC:0,MESSAGE_KEYS:0,MESSAGE_AGE_S_MAX:0,
AUTH:0,JWT_ISSUER:0,JWT_AUDIENCE:0,JWT_JWKS_URL:0,JWT_ALGORITHMS:0,JWT_TENANT_CLAIM:0,JWT_SERVICE_SCOPE:0},l)||(e=s(e,i+
"/variables","#/properties/variables/additionalProperties",l),r++);o.REGION!==void 0&&a.call(o,"REGION")&&(j(o.REGION,{instancePath:i+
"/variables/REGION",parentData:o,parentDataProperty:"REGION",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.length)),
o.TOPICS_URL!==void 0&&a.call(o,"TOPICS_URL")&&(G(o.TOPICS_URL,{instancePath:i+"/variables/TOPICS_URL",parentData:o,parentDataProperty:"\
TOPICS_URL",rootData:f})||(e=e===null?G.errors:e.concat(G.errors),r=e.length)),o.TOPICS_USER!==void 0&&a.call(o,"TOPICS_\
USER")&&(J(o.TOPICS_USER,{instancePath:i+"/variables/TOPICS_USER",parentData:o,parentDataProperty:"TOPICS_USER",rootData:f})||
(e=e===null?J.errors:e.concat(J.errors),r=e.length)),o.TOPICS_PASSWORD!==void 0&&a.call(o,"TOPICS_PASSWORD")&&(X(o.TOPICS_PASSWORD,
{instancePath:i+"/variables/TOPICS_PASSWORD",parentData:o,parentDataProperty:"TOPICS_PASSWORD",rootData:f})||(e=e===null?
X.errors:e.concat(X.errors),r=e.length)),o.TOPICS_SASL_MECHANISM!==void 0&&a.call(o,"TOPICS_SASL_MECHANISM")&&(H(o.TOPICS_SASL_MECHANISM,
{instancePath:i+"/variables/TOPICS_SASL_MECHANISM",parentData:o,parentDataProperty:"TOPICS_SASL_MECHANISM",rootData:f})||
(e=e===null?H.errors:e.concat(H.errors),r=e.length)),o.TOPICS_TLS!==void 0&&a.call(o,"TOPICS_TLS")&&(F(o.TOPICS_TLS,{instancePath:i+
"/variables/TOPICS_TLS",parentData:o,parentDataProperty:"TOPICS_TLS",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),
r=e.length)),o.TOPICS_CA!==void 0&&a.call(o,"TOPICS_CA")&&(w(o.TOPICS_CA,{instancePath:i+"/variables/TOPICS_CA",parentData:o,
parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?w.errors:e.concat(w.errors),r=e.length)),o.MARKER_KEYS!==void 0&&
a.call(o,"MARKER_KEYS")&&(B(o.MARKER_KEYS,{instancePath:i+"/variables/MARKER_KEYS",parentData:o,parentDataProperty:"MARK\
ER_KEYS",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=e.length)),o.API_ENDPOINT!==void 0&&a.call(o,"API_ENDPO\
INT")&&(z(o.API_ENDPOINT,{instancePath:i+"/variables/API_ENDPOINT",parentData:o,parentDataProperty:"API_ENDPOINT",rootData:f})||
(e=e===null?z.errors:e.concat(z.errors),r=e.length)),o.ACCOUNT_UIN!==void 0&&a.call(o,"ACCOUNT_UIN")&&(V(o.ACCOUNT_UIN,{
instancePath:i+"/variables/ACCOUNT_UIN",parentData:o,parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?V.errors:
e.concat(V.errors),r=e.length)),o.RETRY_ATTEMPTS_MAX!==void 0&&a.call(o,"RETRY_ATTEMPTS_MAX")&&($(o.RETRY_ATTEMPTS_MAX,{
instancePath:i+"/variables/RETRY_ATTEMPTS_MAX",parentData:o,parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===
null?$.errors:e.concat($.errors),r=e.length)),o.RETRY_DELAY_MS_MIN!==void 0&&a.call(o,"RETRY_DELAY_MS_MIN")&&(Q(o.RETRY_DELAY_MS_MIN,
{instancePath:i+"/variables/RETRY_DELAY_MS_MIN",parentData:o,parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===
null?Q.errors:e.concat(Q.errors),r=e.length)),o.RETRY_DELAY_MS_MAX!==void 0&&a.call(o,"RETRY_DELAY_MS_MAX")&&(Z(o.RETRY_DELAY_MS_MAX,
{instancePath:i+"/variables/RETRY_DELAY_MS_MAX",parentData:o,parentDataProperty:"RETRY_DELAY_MS_MAX",rootData:f})||(e=e===
null?Z.errors:e.concat(Z.errors),r=e.length)),o.ATTEMPT_MS_MIN!==void 0&&a.call(o,"ATTEMPT_MS_MIN")&&(h(o.ATTEMPT_MS_MIN,
{instancePath:i+"/variables/ATTEMPT_MS_MIN",parentData:o,parentDataProperty:"ATTEMPT_MS_MIN",rootData:f})||(e=e===null?h.
errors:e.concat(h.errors),r=e.length)),o.SETTLE_MS!==void 0&&a.call(o,"SETTLE_MS")&&(ee(o.SETTLE_MS,{instancePath:i+"/va\
riables/SETTLE_MS",parentData:o,parentDataProperty:"SETTLE_MS",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),r=
e.length)),o.REDRIVES_MAX!==void 0&&a.call(o,"REDRIVES_MAX")&&(ae(o.REDRIVES_MAX,{instancePath:i+"/variables/REDRIVES_MA\
X",parentData:o,parentDataProperty:"REDRIVES_MAX",rootData:f})||(e=e===null?ae.errors:e.concat(ae.errors),r=e.length)),o.
RUNBOOK_URL!==void 0&&a.call(o,"RUNBOOK_URL")&&(re(o.RUNBOOK_URL,{instancePath:i+"/variables/RUNBOOK_URL",parentData:o,parentDataProperty:"\
RUNBOOK_URL",rootData:f})||(e=e===null?re.errors:e.concat(re.errors),r=e.length)),o.REQUESTS_TOPIC!==void 0&&a.call(o,"R\
EQUESTS_TOPIC")&&(oe(o.REQUESTS_TOPIC,{instancePath:i+"/variables/REQUESTS_TOPIC",parentData:o,parentDataProperty:"REQUE\
STS_TOPIC",rootData:f})||(e=e===null?oe.errors:e.concat(oe.errors),r=e.length)),o.MESSAGE_KEYS!==void 0&&a.call(o,"MESSA\
GE_KEYS")&&(ie(o.MESSAGE_KEYS,{instancePath:i+"/variables/MESSAGE_KEYS",parentData:o,parentDataProperty:"MESSAGE_KEYS",rootData:f})||
(e=e===null?ie.errors:e.concat(ie.errors),r=e.length)),o.MESSAGE_AGE_S_MAX!==void 0&&a.call(o,"MESSAGE_AGE_S_MAX")&&(fe(
o.MESSAGE_AGE_S_MAX,{instancePath:i+"/variables/MESSAGE_AGE_S_MAX",parentData:o,parentDataProperty:"MESSAGE_AGE_S_MAX",rootData:f})||
(e=e===null?fe.errors:e.concat(fe.errors),r=e.length)),o.AUTH!==void 0&&a.call(o,"AUTH")&&(ue(o.AUTH,{instancePath:i+"/v\
ariables/AUTH",parentData:o,parentDataProperty:"AUTH",rootData:f})||(e=e===null?ue.errors:e.concat(ue.errors),r=e.length)),
o.JWT_ISSUER!==void 0&&a.call(o,"JWT_ISSUER")&&(ye(o.JWT_ISSUER,{instancePath:i+"/variables/JWT_ISSUER",parentData:o,parentDataProperty:"\
JWT_ISSUER",rootData:f})||(e=e===null?ye.errors:e.concat(ye.errors),r=e.length)),o.JWT_AUDIENCE!==void 0&&a.call(o,"JWT_\
AUDIENCE")&&(ce(o.JWT_AUDIENCE,{instancePath:i+"/variables/JWT_AUDIENCE",parentData:o,parentDataProperty:"JWT_AUDIENCE",
rootData:f})||(e=e===null?ce.errors:e.concat(ce.errors),r=e.length)),o.JWT_JWKS_URL!==void 0&&a.call(o,"JWT_JWKS_URL")&&
(_e(o.JWT_JWKS_URL,{instancePath:i+"/variables/JWT_JWKS_URL",parentData:o,parentDataProperty:"JWT_JWKS_URL",rootData:f})||
(e=e===null?_e.errors:e.concat(_e.errors),r=e.length)),o.JWT_ALGORITHMS!==void 0&&a.call(o,"JWT_ALGORITHMS")&&(de(o.JWT_ALGORITHMS,
{instancePath:i+"/variables/JWT_ALGORITHMS",parentData:o,parentDataProperty:"JWT_ALGORITHMS",rootData:f})||(e=e===null?de.
errors:e.concat(de.errors),r=e.length)),o.JWT_TENANT_CLAIM!==void 0&&a.call(o,"JWT_TENANT_CLAIM")&&(ve(o.JWT_TENANT_CLAIM,
{instancePath:i+"/variables/JWT_TENANT_CLAIM",parentData:o,parentDataProperty:"JWT_TENANT_CLAIM",rootData:f})||(e=e===null?
ve.errors:e.concat(ve.errors),r=e.length)),o.JWT_SERVICE_SCOPE!==void 0&&a.call(o,"JWT_SERVICE_SCOPE")&&(ge(o.JWT_SERVICE_SCOPE,
{instancePath:i+"/variables/JWT_SERVICE_SCOPE",parentData:o,parentDataProperty:"JWT_SERVICE_SCOPE",rootData:f})||(e=e===
null?ge.errors:e.concat(ge.errors),r=e.length))}else e=s(e,i+"/variables","#/properties/variables/type"),r++}}else e=s(e,
i,"#/type"),r++;return xe.errors=e,r===0}function te(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){
let e=null,r=0;if(p&&typeof p=="object"&&!Array.isArray(p)){(p.src===void 0||!a.call(p,"src"))&&(e=s(e,i,"#/required","s\
rc"),r++),(p.handler===void 0||!a.call(p,"handler"))&&(e=s(e,i,"#/required","handler"),r++),(p.memorySize===void 0||!a.call(
p,"memorySize"))&&(e=s(e,i,"#/required","memorySize"),r++),(p.timeout===void 0||!a.call(p,"timeout"))&&(e=s(e,i,"#/requi\
red","timeout"),r++),(p.role===void 0||!a.call(p,"role"))&&(e=s(e,i,"#/required","role"),r++),(p.instancesMax===void 0||
!a.call(p,"instancesMax"))&&(e=s(e,i,"#/required","instancesMax"),r++),(p.kmsCallsPerSecond===void 0||!a.call(p,"kmsCall\
sPerSecond"))&&(e=s(e,i,"#/required","kmsCallsPerSecond"),r++),(p.tagCallsPerSecond===void 0||!a.call(p,"tagCallsPerSeco\
nd"))&&(e=s(e,i,"#/required","tagCallsPerSecond"),r++);for(const _ of Object.keys(p))a.call({src:0,handler:0,memorySize:0,
timeout:0,role:0,environment:0,instancesMax:0,kmsCallsPerSecond:0,tagCallsPerSecond:0,retryNum:0,msgTTL:0,deadLetter:0},
_)||(e=s(e,i,"#/additionalProperties",_),r++);if(p.src!==void 0&&a.call(p,"src")){let _=p.src;const D=r;let T=!1;const K=r;
typeof _=="string"?fr.test(_)||(e=s(e,i+"/src","#/properties/src/anyOf/0/pattern"),r++):(e=s(e,i+"/src","#/properties/sr\
c/anyOf/0/type"),r++);var o=K===r;if(T=T||o,!T){const x=r;u(_,{instancePath:i+"/src",parentData:p,parentDataProperty:"sr\
c",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var o=x===r;T=T||o}T?(r=D,e!==null&&(D?e.length=D:e=
null)):(e=s(e,i+"/src","#/properties/src/anyOf"),r++)}if(p.handler!==void 0&&a.call(p,"handler")){let _=p.handler;const D=r;
let T=!1;const K=r;typeof _=="string"?ur.test(_)||(e=s(e,i+"/handler","#/properties/handler/anyOf/0/pattern"),r++):(e=s(
e,i+"/handler","#/properties/handler/anyOf/0/type"),r++);var l=K===r;if(T=T||l,!T){const x=r;u(_,{instancePath:i+"/handl\
er",parentData:p,parentDataProperty:"handler",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var l=x===
r;T=T||l}T?(r=D,e!==null&&(D?e.length=D:e=null)):(e=s(e,i+"/handler","#/properties/handler/anyOf"),r++)}if(p.memorySize!==
void 0&&a.call(p,"memorySize")){let _=p.memorySize;const D=r;let T=!1;const K=r;_===64||_===128||_===256||_===384||_===512||
_===640||_===768||_===896||_===1024||_===1152||_===1280||_===1408||_===1536||_===1664||_===1792||_===1920||_===2048||_===
2176||_===2304||_===2432||_===2560||_===2688||_===2816||_===2944||_===3072||(e=s(e,i+"/memorySize","#/properties/memoryS\
ize/anyOf/0/enum"),r++);var n=K===r;if(T=T||n,!T){const x=r;u(_,{instancePath:i+"/memorySize",parentData:p,parentDataProperty:"\
memorySize",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=x===r;T=T||n}T?(r=D,e!==null&&(D?e.length=
D:e=null)):(e=s(e,i+"/memorySize","#/properties/memorySize/anyOf"),r++)}if(p.timeout!==void 0&&a.call(p,"timeout")){let _=p.
timeout;const D=r;let T=!1;const K=r;typeof _=="number"&&!(_%1)&&!isNaN(_)&&isFinite(_)||(e=s(e,i+"/timeout","#/properti\
es/timeout/anyOf/0/type"),r++),typeof _=="number"&&isFinite(_)&&((_>900||isNaN(_))&&(e=s(e,i+"/timeout","#/properties/ti\
meout/anyOf/0/maximum"),r++),(_<1||isNaN(_))&&(e=s(e,i+"/timeout","#/properties/timeout/anyOf/0/minimum"),r++));var t=K===
r;if(T=T||t,!T){const x=r;u(_,{instancePath:i+"/timeout",parentData:p,parentDataProperty:"timeout",rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var t=x===r;T=T||t}T?(r=D,e!==null&&(D?e.length=D:e=null)):(e=s(e,i+"/timeo\
ut","#/properties/timeout/anyOf"),r++)}if(p.role!==void 0&&a.call(p,"role")){let _=p.role;const D=r;let T=!1;const K=r;typeof _==
"string"?Ke.test(_)||(e=s(e,i+"/role","#/properties/role/anyOf/0/pattern"),r++):(e=s(e,i+"/role","#/properties/role/anyO\
f/0/type"),r++);var M=K===r;if(T=T||M,!T){const x=r;u(_,{instancePath:i+"/role",parentData:p,parentDataProperty:"role",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var M=x===r;T=T||M}T?(r=D,e!==null&&(D?e.length=D:e=null)):(e=s(e,i+
"/role","#/properties/role/anyOf"),r++)}if(p.environment!==void 0&&a.call(p,"environment")&&(xe(p.environment,{instancePath:i+
"/environment",parentData:p,parentDataProperty:"environment",rootData:f})||(e=e===null?xe.errors:e.concat(xe.errors),r=e.
length)),p.instancesMax!==void 0&&a.call(p,"instancesMax")){let _=p.instancesMax;const D=r;let T=!1;const K=r;typeof _==
"number"&&!(_%1)&&!isNaN(_)&&isFinite(_)||(e=s(e,i+"/instancesMax","#/properties/instancesMax/anyOf/0/type"),r++),typeof _==
"number"&&isFinite(_)&&((_>1e3||isNaN(_))&&(e=s(e,i+"/instancesMax","#/properties/instancesMax/anyOf/0/maximum"),r++),(_<
1||isNaN(_))&&(e=s(e,i+"/instancesMax","#/properties/instancesMax/anyOf/0/minimum"),r++));var S=K===r;if(T=T||S,!T){const x=r;
u(_,{instancePath:i+"/instancesMax",parentData:p,parentDataProperty:"instancesMax",rootData:f})||(e=e===null?u.errors:e.
concat(u.errors),r=e.length);var S=x===r;T=T||S}T?(r=D,e!==null&&(D?e.length=D:e=null)):(e=s(e,i+"/instancesMax","#/prop\
erties/instancesMax/anyOf"),r++)}if(p.kmsCallsPerSecond!==void 0&&a.call(p,"kmsCallsPerSecond")){let _=p.kmsCallsPerSecond;
const D=r;let T=!1;const K=r;typeof _=="number"&&!(_%1)&&!isNaN(_)&&isFinite(_)||(e=s(e,i+"/kmsCallsPerSecond","#/proper\
ties/kmsCallsPerSecond/anyOf/0/type"),r++),typeof _=="number"&&isFinite(_)&&((_>100||isNaN(_))&&(e=s(e,i+"/kmsCallsPerSe\
cond","#/properties/kmsCallsPerSecond/anyOf/0/maximum"),r++),(_<1||isNaN(_))&&(e=s(e,i+"/kmsCallsPerSecond","#/propertie\
s/kmsCallsPerSecond/anyOf/0/minimum"),r++));var R=K===r;if(T=T||R,!T){const x=r;u(_,{instancePath:i+"/kmsCallsPerSecond",
parentData:p,parentDataProperty:"kmsCallsPerSecond",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var R=x===
r;T=T||R}T?(r=D,e!==null&&(D?e.length=D:e=null)):(e=s(e,i+"/kmsCallsPerSecond","#/properties/kmsCallsPerSecond/anyOf"),r++)}
if(p.tagCallsPerSecond!==void 0&&a.call(p,"tagCallsPerSecond")){let _=p.tagCallsPerSecond;const D=r;let T=!1;const K=r;typeof _==
"number"&&!(_%1)&&!isNaN(_)&&isFinite(_)||(e=s(e,i+"/tagCallsPerSecond","#/properties/tagCallsPerSecond/anyOf/0/type"),r++),
typeof _=="number"&&isFinite(_)&&((_>20||isNaN(_))&&(e=s(e,i+"/tagCallsPerSecond","#/properties/tagCallsPerSecond/anyOf/\
0/maximum"),r++),(_<1||isNaN(_))&&(e=s(e,i+"/tagCallsPerSecond","#/properties/tagCallsPerSecond/anyOf/0/minimum"),r++));
var se=K===r;if(T=T||se,!T){const x=r;u(_,{instancePath:i+"/tagCallsPerSecond",parentData:p,parentDataProperty:"tagCalls\
PerSecond",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var se=x===r;T=T||se}T?(r=D,e!==null&&(D?e.
length=D:e=null)):(e=s(e,i+"/tagCallsPerSecond","#/properties/tagCallsPerSecond/anyOf"),r++)}if(p.retryNum!==void 0&&a.call(
p,"retryNum")){let _=p.retryNum;const D=r;let T=!1;const K=r;typeof _=="number"&&!(_%1)&&!isNaN(_)&&isFinite(_)||(e=s(e,
i+"/retryNum","#/properties/retryNum/anyOf/0/type"),r++),typeof _=="number"&&isFinite(_)&&((_>2||isNaN(_))&&(e=s(e,i+"/r\
etryNum","#/properties/retryNum/anyOf/0/maximum"),r++),(_<0||isNaN(_))&&(e=s(e,i+"/retryNum","#/properties/retryNum/anyO\
f/0/minimum"),r++));var b=K===r;if(T=T||b,!T){const x=r;u(_,{instancePath:i+"/retryNum",parentData:p,parentDataProperty:"\
retryNum",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var b=x===r;T=T||b}T?(r=D,e!==null&&(D?e.length=
D:e=null)):(e=s(e,i+"/retryNum","#/properties/retryNum/anyOf"),r++)}if(p.msgTTL!==void 0&&a.call(p,"msgTTL")){let _=p.msgTTL;
const D=r;let T=!1;const K=r;typeof _=="number"&&!(_%1)&&!isNaN(_)&&isFinite(_)||(e=s(e,i+"/msgTTL","#/properties/msgTTL\
/anyOf/0/type"),r++),typeof _=="number"&&isFinite(_)&&((_>21600||isNaN(_))&&(e=s(e,i+"/msgTTL","#/properties/msgTTL/anyO\
f/0/maximum"),r++),(_<60||isNaN(_))&&(e=s(e,i+"/msgTTL","#/properties/msgTTL/anyOf/0/minimum"),r++));var ne=K===r;if(T=T||
ne,!T){const x=r;u(_,{instancePath:i+"/msgTTL",parentData:p,parentDataProperty:"msgTTL",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var ne=x===r;T=T||ne}T?(r=D,e!==null&&(D?e.length=D:e=null)):(e=s(e,i+"/msgTTL","#/proper\
ties/msgTTL/anyOf"),r++)}if(p.deadLetter!==void 0&&a.call(p,"deadLetter")){let _=p.deadLetter;if(_&&typeof _=="object"&&
!Array.isArray(_)){(_.type===void 0||!a.call(_,"type"))&&(e=s(e,i+"/deadLetter","#/properties/deadLetter/required","type"),
r++),(_.name===void 0||!a.call(_,"name"))&&(e=s(e,i+"/deadLetter","#/properties/deadLetter/required","name"),r++);for(const D of Object.
keys(_))D==="type"||D==="name"||(e=s(e,i+"/deadLetter","#/properties/deadLetter/additionalProperties",D),r++);if(_.type!==
void 0&&a.call(_,"type")){let D=_.type;const T=r;let K=!1;const x=r;typeof D=="string"?Ue.test(D)||(e=s(e,i+"/deadLetter\
/type","#/properties/deadLetter/properties/type/anyOf/0/pattern"),r++):(e=s(e,i+"/deadLetter/type","#/properties/deadLet\
ter/properties/type/anyOf/0/type"),r++);var be=x===r;if(K=K||be,!K){const le=r;u(D,{instancePath:i+"/deadLetter/type",parentData:_,
parentDataProperty:"type",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var be=le===r;K=K||be}K?(r=T,
e!==null&&(T?e.length=T:e=null)):(e=s(e,i+"/deadLetter/type","#/properties/deadLetter/properties/type/anyOf"),r++)}if(_.
name!==void 0&&a.call(_,"name")){let D=_.name;const T=r;let K=!1;const x=r;typeof D=="string"?Ue.test(D)||(e=s(e,i+"/dea\
dLetter/name","#/properties/deadLetter/properties/name/anyOf/0/pattern"),r++):(e=s(e,i+"/deadLetter/name","#/properties/\
deadLetter/properties/name/anyOf/0/type"),r++);var pe=x===r;if(K=K||pe,!K){const le=r;u(D,{instancePath:i+"/deadLetter/n\
ame",parentData:_,parentDataProperty:"name",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var pe=le===
r;K=K||pe}K?(r=T,e!==null&&(T?e.length=T:e=null)):(e=s(e,i+"/deadLetter/name","#/properties/deadLetter/properties/name/a\
nyOf"),r++)}}else e=s(e,i+"/deadLetter","#/properties/deadLetter/type"),r++}}else e=s(e,i,"#/type"),r++;return te.errors=
e,r===0}function We(p,{instancePath:i="",parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;if(p&&typeof p==
"object"&&!Array.isArray(p)){for(const o of Object.keys(p))o==="accept-request"||o==="provision-keys"||o==="redrive"||o===
"reconcile"||te(p[o],{instancePath:i+"/"+o.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:p,parentDataProperty:o,rootData:f})||
(e=e===null?te.errors:e.concat(te.errors),r=e.length);if(p["accept-request"]!==void 0&&a.call(p,"accept-request")){let o=p["\
accept-request"];if(te(o,{instancePath:i+"/accept-request",parentData:p,parentDataProperty:"accept-request",rootData:f})||
(e=e===null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(o)){if(o.environment!==void 0&&
a.call(o,"environment")){let l=o.environment;if(l&&typeof l=="object"&&!Array.isArray(l)){(l.variables===void 0||!a.call(
l,"variables"))&&(e=s(e,i+"/accept-request/environment","#/properties/accept-request/allOf/1/properties/environment/requ\
ired","variables"),r++);for(const n of Object.keys(l))n!=="variables"&&(e=s(e,i+"/accept-request/environment","#/propert\
ies/accept-request/allOf/1/properties/environment/additionalProperties",n),r++);if(l.variables!==void 0&&a.call(l,"varia\
bles")){let n=l.variables;if(n&&typeof n=="object"&&!Array.isArray(n)){for(const t of Object.keys(n))a.call({REGION:0,TOPICS_URL:0,
TOPICS_USER:0,TOPICS_PASSWORD:0,TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,
RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0,RUNBOOK_URL:0,MESSAGE_KEYS:0,
AUTH:0,JWT_ISSUER:0,JWT_AUDIENCE:0,JWT_JWKS_URL:0,JWT_ALGORITHMS:0,JWT_TENANT_CLAIM:0,JWT_SERVICE_SCOPE:0},t)||(e=s(e,i+
"/accept-request/environment/variables","#/properties/accept-request/allOf/1/properties/environment/properties/variables\
/additionalProperties",t),r++);n.REGION!==void 0&&a.call(n,"REGION")&&(j(n.REGION,{instancePath:i+"/accept-request/envir\
onment/variables/REGION",parentData:n,parentDataProperty:"REGION",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),
r=e.length)),n.TOPICS_URL!==void 0&&a.call(n,"TOPICS_URL")&&(G(n.TOPICS_URL,{instancePath:i+"/accept-request/environment\
/variables/TOPICS_URL",parentData:n,parentDataProperty:"TOPICS_URL",rootData:f})||(e=e===null?G.errors:e.concat(G.errors),
r=e.length)),n.TOPICS_USER!==void 0&&a.call(n,"TOPICS_USER")&&(J(n.TOPICS_USER,{instancePath:i+"/accept-request/environm\
ent/variables/TOPICS_USER",parentData:n,parentDataProperty:"TOPICS_USER",rootData:f})||(e=e===null?J.errors:e.concat(J.errors),
r=e.length)),n.TOPICS_PASSWORD!==void 0&&a.call(n,"TOPICS_PASSWORD")&&(X(n.TOPICS_PASSWORD,{instancePath:i+"/accept-requ\
est/environment/variables/TOPICS_PASSWORD",parentData:n,parentDataProperty:"TOPICS_PASSWORD",rootData:f})||(e=e===null?X.
errors:e.concat(X.errors),r=e.length)),n.TOPICS_SASL_MECHANISM!==void 0&&a.call(n,"TOPICS_SASL_MECHANISM")&&(H(n.TOPICS_SASL_MECHANISM,
{instancePath:i+"/accept-request/environment/variables/TOPICS_SASL_MECHANISM",parentData:n,parentDataProperty:"TOPICS_SA\
SL_MECHANISM",rootData:f})||(e=e===null?H.errors:e.concat(H.errors),r=e.length)),n.TOPICS_TLS!==void 0&&a.call(n,"TOPICS\
_TLS")&&(F(n.TOPICS_TLS,{instancePath:i+"/accept-request/environment/variables/TOPICS_TLS",parentData:n,parentDataProperty:"\
TOPICS_TLS",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.length)),n.TOPICS_CA!==void 0&&a.call(n,"TOPICS_CA")&&
(w(n.TOPICS_CA,{instancePath:i+"/accept-request/environment/variables/TOPICS_CA",parentData:n,parentDataProperty:"TOPICS\
_CA",rootData:f})||(e=e===null?w.errors:e.concat(w.errors),r=e.length)),n.MARKER_KEYS!==void 0&&a.call(n,"MARKER_KEYS")&&
(B(n.MARKER_KEYS,{instancePath:i+"/accept-request/environment/variables/MARKER_KEYS",parentData:n,parentDataProperty:"MA\
RKER_KEYS",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=e.length)),n.API_ENDPOINT!==void 0&&a.call(n,"API_END\
POINT")&&(z(n.API_ENDPOINT,{instancePath:i+"/accept-request/environment/variables/API_ENDPOINT",parentData:n,parentDataProperty:"\
API_ENDPOINT",rootData:f})||(e=e===null?z.errors:e.concat(z.errors),r=e.length)),n.ACCOUNT_UIN!==void 0&&a.call(n,"ACCOU\
NT_UIN")&&(V(n.ACCOUNT_UIN,{instancePath:i+"/accept-request/environment/variables/ACCOUNT_UIN",parentData:n,parentDataProperty:"\
ACCOUNT_UIN",rootData:f})||(e=e===null?V.errors:e.concat(V.errors),r=e.length)),n.RETRY_ATTEMPTS_MAX!==void 0&&a.call(n,
"RETRY_ATTEMPTS_MAX")&&($(n.RETRY_ATTEMPTS_MAX,{instancePath:i+"/accept-request/environment/variables/RETRY_ATTEMPTS_MAX",
parentData:n,parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?$.errors:e.concat($.errors),r=e.length)),
n.RETRY_DELAY_MS_MIN!==void 0&&a.call(n,"RETRY_DELAY_MS_MIN")&&(Q(n.RETRY_DELAY_MS_MIN,{instancePath:i+"/accept-request/\
environment/variables/RETRY_DELAY_MS_MIN",parentData:n,parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===null?
Q.errors:e.concat(Q.errors),r=e.length)),n.RETRY_DELAY_MS_MAX!==void 0&&a.call(n,"RETRY_DELAY_MS_MAX")&&(Z(n.RETRY_DELAY_MS_MAX,
{instancePath:i+"/accept-request/environment/variables/RETRY_DELAY_MS_MAX",parentData:n,parentDataProperty:"RETRY_DELAY_\
MS_MAX",rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),r=e.length)),n.ATTEMPT_MS_MIN!==void 0&&a.call(n,"ATTEMPT_\
MS_MIN")&&(h(n.ATTEMPT_MS_MIN,{instancePath:i+"/accept-request/environment/variables/ATTEMPT_MS_MIN",parentData:n,parentDataProperty:"\
ATTEMPT_MS_MIN",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length)),n.SETTLE_MS!==void 0&&a.call(n,"SETTL\
E_MS")&&(ee(n.SETTLE_MS,{instancePath:i+"/accept-request/environment/variables/SETTLE_MS",parentData:n,parentDataProperty:"\
SETTLE_MS",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),r=e.length)),n.RUNBOOK_URL!==void 0&&a.call(n,"RUNBOO\
K_URL")&&(re(n.RUNBOOK_URL,{instancePath:i+"/accept-request/environment/variables/RUNBOOK_URL",parentData:n,parentDataProperty:"\
RUNBOOK_URL",rootData:f})||(e=e===null?re.errors:e.concat(re.errors),r=e.length)),n.MESSAGE_KEYS!==void 0&&a.call(n,"MES\
SAGE_KEYS")&&(ie(n.MESSAGE_KEYS,{instancePath:i+"/accept-request/environment/variables/MESSAGE_KEYS",parentData:n,parentDataProperty:"\
MESSAGE_KEYS",rootData:f})||(e=e===null?ie.errors:e.concat(ie.errors),r=e.length)),n.AUTH!==void 0&&a.call(n,"AUTH")&&(ue(
n.AUTH,{instancePath:i+"/accept-request/environment/variables/AUTH",parentData:n,parentDataProperty:"AUTH",rootData:f})||
(e=e===null?ue.errors:e.concat(ue.errors),r=e.length)),n.JWT_ISSUER!==void 0&&a.call(n,"JWT_ISSUER")&&(ye(n.JWT_ISSUER,{
instancePath:i+"/accept-request/environment/variables/JWT_ISSUER",parentData:n,parentDataProperty:"JWT_ISSUER",rootData:f})||
(e=e===null?ye.errors:e.concat(ye.errors),r=e.length)),n.JWT_AUDIENCE!==void 0&&a.call(n,"JWT_AUDIENCE")&&(ce(n.JWT_AUDIENCE,
{instancePath:i+"/accept-request/environment/variables/JWT_AUDIENCE",parentData:n,parentDataProperty:"JWT_AUDIENCE",rootData:f})||
(e=e===null?ce.errors:e.concat(ce.errors),r=e.length)),n.JWT_JWKS_URL!==void 0&&a.call(n,"JWT_JWKS_URL")&&(_e(n.JWT_JWKS_URL,
{instancePath:i+"/accept-request/environment/variables/JWT_JWKS_URL",parentData:n,parentDataProperty:"JWT_JWKS_URL",rootData:f})||
(e=e===null?_e.errors:e.concat(_e.errors),r=e.length)),n.JWT_ALGORITHMS!==void 0&&a.call(n,"JWT_ALGORITHMS")&&(de(n.JWT_ALGORITHMS,
{instancePath:i+"/accept-request/environment/variables/JWT_ALGORITHMS",parentData:n,parentDataProperty:"JWT_ALGORITHMS",
rootData:f})||(e=e===null?de.errors:e.concat(de.errors),r=e.length)),n.JWT_TENANT_CLAIM!==void 0&&a.call(n,"JWT_TENANT_C\
LAIM")&&(ve(n.JWT_TENANT_CLAIM,{instancePath:i+"/accept-request/environment/variables/JWT_TENANT_CLAIM",parentData:n,parentDataProperty:"\
JWT_TENANT_CLAIM",rootData:f})||(e=e===null?ve.errors:e.concat(ve.errors),r=e.length)),n.JWT_SERVICE_SCOPE!==void 0&&a.call(
n,"JWT_SERVICE_SCOPE")&&(ge(n.JWT_SERVICE_SCOPE,{instancePath:i+"/accept-request/environment/variables/JWT_SERVICE_SCOPE",
parentData:n,parentDataProperty:"JWT_SERVICE_SCOPE",rootData:f})||(e=e===null?ge.errors:e.concat(ge.errors),r=e.length))}else
e=s(e,i+"/accept-request/environment/variables","#/properties/accept-request/allOf/1/properties/environment/properties/v\
ariables/type"),r++}}else e=s(e,i+"/accept-request/environment","#/properties/accept-request/allOf/1/properties/environm\
ent/type"),r++}}else e=s(e,i+"/accept-request","#/properties/accept-request/allOf/1/type"),r++}if(p["provision-keys"]!==
void 0&&a.call(p,"provision-keys")){let o=p["provision-keys"];if(te(o,{instancePath:i+"/provision-keys",parentData:p,parentDataProperty:"\
provision-keys",rootData:f})||(e=e===null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(
o)){if(o.environment!==void 0&&a.call(o,"environment")){let l=o.environment;if(l&&typeof l=="object"&&!Array.isArray(l)){
(l.variables===void 0||!a.call(l,"variables"))&&(e=s(e,i+"/provision-keys/environment","#/properties/provision-keys/allO\
f/1/properties/environment/required","variables"),r++);for(const n of Object.keys(l))n!=="variables"&&(e=s(e,i+"/provisi\
on-keys/environment","#/properties/provision-keys/allOf/1/properties/environment/additionalProperties",n),r++);if(l.variables!==
void 0&&a.call(l,"variables")){let n=l.variables;if(n&&typeof n=="object"&&!Array.isArray(n)){for(const t of Object.keys(
n))a.call({REGION:0,TOPICS_URL:0,TOPICS_USER:0,TOPICS_PASSWORD:0,TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,
API_ENDPOINT:0,ACCOUNT_UIN:0,RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0,
RUNBOOK_URL:0,REQUESTS_TOPIC:0,MESSAGE_KEYS:0,MESSAGE_AGE_S_MAX:0},t)||(e=s(e,i+"/provision-keys/environment/variables",
"#/properties/provision-keys/allOf/1/properties/environment/properties/variables/additionalProperties",t),r++);n.REGION!==
void 0&&a.call(n,"REGION")&&(j(n.REGION,{instancePath:i+"/provision-keys/environment/variables/REGION",parentData:n,parentDataProperty:"\
REGION",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.length)),n.TOPICS_URL!==void 0&&a.call(n,"TOPICS_URL")&&
(G(n.TOPICS_URL,{instancePath:i+"/provision-keys/environment/variables/TOPICS_URL",parentData:n,parentDataProperty:"TOPI\
CS_URL",rootData:f})||(e=e===null?G.errors:e.concat(G.errors),r=e.length)),n.TOPICS_USER!==void 0&&a.call(n,"TOPICS_USER")&&
(J(n.TOPICS_USER,{instancePath:i+"/provision-keys/environment/variables/TOPICS_USER",parentData:n,parentDataProperty:"TO\
PICS_USER",rootData:f})||(e=e===null?J.errors:e.concat(J.errors),r=e.length)),n.TOPICS_PASSWORD!==void 0&&a.call(n,"TOPI\
CS_PASSWORD")&&(X(n.TOPICS_PASSWORD,{instancePath:i+"/provision-keys/environment/variables/TOPICS_PASSWORD",parentData:n,
parentDataProperty:"TOPICS_PASSWORD",rootData:f})||(e=e===null?X.errors:e.concat(X.errors),r=e.length)),n.TOPICS_SASL_MECHANISM!==
void 0&&a.call(n,"TOPICS_SASL_MECHANISM")&&(H(n.TOPICS_SASL_MECHANISM,{instancePath:i+"/provision-keys/environment/varia\
bles/TOPICS_SASL_MECHANISM",parentData:n,parentDataProperty:"TOPICS_SASL_MECHANISM",rootData:f})||(e=e===null?H.errors:e.
concat(H.errors),r=e.length)),n.TOPICS_TLS!==void 0&&a.call(n,"TOPICS_TLS")&&(F(n.TOPICS_TLS,{instancePath:i+"/provision\
-keys/environment/variables/TOPICS_TLS",parentData:n,parentDataProperty:"TOPICS_TLS",rootData:f})||(e=e===null?F.errors:
e.concat(F.errors),r=e.length)),n.TOPICS_CA!==void 0&&a.call(n,"TOPICS_CA")&&(w(n.TOPICS_CA,{instancePath:i+"/provision-\
keys/environment/variables/TOPICS_CA",parentData:n,parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?w.errors:e.concat(
w.errors),r=e.length)),n.MARKER_KEYS!==void 0&&a.call(n,"MARKER_KEYS")&&(B(n.MARKER_KEYS,{instancePath:i+"/provision-key\
s/environment/variables/MARKER_KEYS",parentData:n,parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?B.errors:e.
concat(B.errors),r=e.length)),n.API_ENDPOINT!==void 0&&a.call(n,"API_ENDPOINT")&&(z(n.API_ENDPOINT,{instancePath:i+"/pro\
vision-keys/environment/variables/API_ENDPOINT",parentData:n,parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?
z.errors:e.concat(z.errors),r=e.length)),n.ACCOUNT_UIN!==void 0&&a.call(n,"ACCOUNT_UIN")&&(V(n.ACCOUNT_UIN,{instancePath:i+
"/provision-keys/environment/variables/ACCOUNT_UIN",parentData:n,parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?
V.errors:e.concat(V.errors),r=e.length)),n.RETRY_ATTEMPTS_MAX!==void 0&&a.call(n,"RETRY_ATTEMPTS_MAX")&&($(n.RETRY_ATTEMPTS_MAX,
{instancePath:i+"/provision-keys/environment/variables/RETRY_ATTEMPTS_MAX",parentData:n,parentDataProperty:"RETRY_ATTEMP\
TS_MAX",rootData:f})||(e=e===null?$.errors:e.concat($.errors),r=e.length)),n.RETRY_DELAY_MS_MIN!==void 0&&a.call(n,"RETR\
Y_DELAY_MS_MIN")&&(Q(n.RETRY_DELAY_MS_MIN,{instancePath:i+"/provision-keys/environment/variables/RETRY_DELAY_MS_MIN",parentData:n,
parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===null?Q.errors:e.concat(Q.errors),r=e.length)),n.RETRY_DELAY_MS_MAX!==
void 0&&a.call(n,"RETRY_DELAY_MS_MAX")&&(Z(n.RETRY_DELAY_MS_MAX,{instancePath:i+"/provision-keys/environment/variables/R\
ETRY_DELAY_MS_MAX",parentData:n,parentDataProperty:"RETRY_DELAY_MS_MAX",rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),
r=e.length)),n.ATTEMPT_MS_MIN!==void 0&&a.call(n,"ATTEMPT_MS_MIN")&&(h(n.ATTEMPT_MS_MIN,{instancePath:i+"/provision-keys\
/environment/variables/ATTEMPT_MS_MIN",parentData:n,parentDataProperty:"ATTEMPT_MS_MIN",rootData:f})||(e=e===null?h.errors:
e.concat(h.errors),r=e.length)),n.SETTLE_MS!==void 0&&a.call(n,"SETTLE_MS")&&(ee(n.SETTLE_MS,{instancePath:i+"/provision\
-keys/environment/variables/SETTLE_MS",parentData:n,parentDataProperty:"SETTLE_MS",rootData:f})||(e=e===null?ee.errors:e.
concat(ee.errors),r=e.length)),n.RUNBOOK_URL!==void 0&&a.call(n,"RUNBOOK_URL")&&(re(n.RUNBOOK_URL,{instancePath:i+"/prov\
ision-keys/environment/variables/RUNBOOK_URL",parentData:n,parentDataProperty:"RUNBOOK_URL",rootData:f})||(e=e===null?re.
errors:e.concat(re.errors),r=e.length)),n.REQUESTS_TOPIC!==void 0&&a.call(n,"REQUESTS_TOPIC")&&(oe(n.REQUESTS_TOPIC,{instancePath:i+
"/provision-keys/environment/variables/REQUESTS_TOPIC",parentData:n,parentDataProperty:"REQUESTS_TOPIC",rootData:f})||(e=
e===null?oe.errors:e.concat(oe.errors),r=e.length)),n.MESSAGE_KEYS!==void 0&&a.call(n,"MESSAGE_KEYS")&&(ie(n.MESSAGE_KEYS,
{instancePath:i+"/provision-keys/environment/variables/MESSAGE_KEYS",parentData:n,parentDataProperty:"MESSAGE_KEYS",rootData:f})||
(e=e===null?ie.errors:e.concat(ie.errors),r=e.length)),n.MESSAGE_AGE_S_MAX!==void 0&&a.call(n,"MESSAGE_AGE_S_MAX")&&(fe(
n.MESSAGE_AGE_S_MAX,{instancePath:i+"/provision-keys/environment/variables/MESSAGE_AGE_S_MAX",parentData:n,parentDataProperty:"\
MESSAGE_AGE_S_MAX",rootData:f})||(e=e===null?fe.errors:e.concat(fe.errors),r=e.length))}else e=s(e,i+"/provision-keys/en\
vironment/variables","#/properties/provision-keys/allOf/1/properties/environment/properties/variables/type"),r++}}else e=
s(e,i+"/provision-keys/environment","#/properties/provision-keys/allOf/1/properties/environment/type"),r++}}else e=s(e,i+
"/provision-keys","#/properties/provision-keys/allOf/1/type"),r++}if(p.redrive!==void 0&&a.call(p,"redrive")){let o=p.redrive;
if(te(o,{instancePath:i+"/redrive",parentData:p,parentDataProperty:"redrive",rootData:f})||(e=e===null?te.errors:e.concat(
te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(o)){if(o.environment!==void 0&&a.call(o,"environment")){let l=o.
environment;if(l&&typeof l=="object"&&!Array.isArray(l)){(l.variables===void 0||!a.call(l,"variables"))&&(e=s(e,i+"/redr\
ive/environment","#/properties/redrive/allOf/1/properties/environment/required","variables"),r++);for(const n of Object.
keys(l))n!=="variables"&&(e=s(e,i+"/redrive/environment","#/properties/redrive/allOf/1/properties/environment/additional\
Properties",n),r++);if(l.variables!==void 0&&a.call(l,"variables")){let n=l.variables;if(n&&typeof n=="object"&&!Array.isArray(
n)){for(const t of Object.keys(n))a.call({REGION:0,TOPICS_URL:0,TOPICS_USER:0,TOPICS_PASSWORD:0,TOPICS_SASL_MECHANISM:0,
TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,
ATTEMPT_MS_MIN:0,SETTLE_MS:0,REDRIVES_MAX:0,RUNBOOK_URL:0,MESSAGE_KEYS:0},t)||(e=s(e,i+"/redrive/environment/variables",
"#/properties/redrive/allOf/1/properties/environment/properties/variables/additionalProperties",t),r++);n.REGION!==void 0&&
a.call(n,"REGION")&&(j(n.REGION,{instancePath:i+"/redrive/environment/variables/REGION",parentData:n,parentDataProperty:"\
REGION",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.length)),n.TOPICS_URL!==void 0&&a.call(n,"TOPICS_URL")&&
(G(n.TOPICS_URL,{instancePath:i+"/redrive/environment/variables/TOPICS_URL",parentData:n,parentDataProperty:"TOPICS_URL",
rootData:f})||(e=e===null?G.errors:e.concat(G.errors),r=e.length)),n.TOPICS_USER!==void 0&&a.call(n,"TOPICS_USER")&&(J(n.
TOPICS_USER,{instancePath:i+"/redrive/environment/variables/TOPICS_USER",parentData:n,parentDataProperty:"TOPICS_USER",rootData:f})||
(e=e===null?J.errors:e.concat(J.errors),r=e.length)),n.TOPICS_PASSWORD!==void 0&&a.call(n,"TOPICS_PASSWORD")&&(X(n.TOPICS_PASSWORD,
{instancePath:i+"/redrive/environment/variables/TOPICS_PASSWORD",parentData:n,parentDataProperty:"TOPICS_PASSWORD",rootData:f})||
(e=e===null?X.errors:e.concat(X.errors),r=e.length)),n.TOPICS_SASL_MECHANISM!==void 0&&a.call(n,"TOPICS_SASL_MECHANISM")&&
(H(n.TOPICS_SASL_MECHANISM,{instancePath:i+"/redrive/environment/variables/TOPICS_SASL_MECHANISM",parentData:n,parentDataProperty:"\
TOPICS_SASL_MECHANISM",rootData:f})||(e=e===null?H.errors:e.concat(H.errors),r=e.length)),n.TOPICS_TLS!==void 0&&a.call(
n,"TOPICS_TLS")&&(F(n.TOPICS_TLS,{instancePath:i+"/redrive/environment/variables/TOPICS_TLS",parentData:n,parentDataProperty:"\
TOPICS_TLS",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.length)),n.TOPICS_CA!==void 0&&a.call(n,"TOPICS_CA")&&
(w(n.TOPICS_CA,{instancePath:i+"/redrive/environment/variables/TOPICS_CA",parentData:n,parentDataProperty:"TOPICS_CA",rootData:f})||
(e=e===null?w.errors:e.concat(w.errors),r=e.length)),n.MARKER_KEYS!==void 0&&a.call(n,"MARKER_KEYS")&&(B(n.MARKER_KEYS,{
instancePath:i+"/redrive/environment/variables/MARKER_KEYS",parentData:n,parentDataProperty:"MARKER_KEYS",rootData:f})||
(e=e===null?B.errors:e.concat(B.errors),r=e.length)),n.API_ENDPOINT!==void 0&&a.call(n,"API_ENDPOINT")&&(z(n.API_ENDPOINT,
{instancePath:i+"/redrive/environment/variables/API_ENDPOINT",parentData:n,parentDataProperty:"API_ENDPOINT",rootData:f})||
(e=e===null?z.errors:e.concat(z.errors),r=e.length)),n.ACCOUNT_UIN!==void 0&&a.call(n,"ACCOUNT_UIN")&&(V(n.ACCOUNT_UIN,{
instancePath:i+"/redrive/environment/variables/ACCOUNT_UIN",parentData:n,parentDataProperty:"ACCOUNT_UIN",rootData:f})||
(e=e===null?V.errors:e.concat(V.errors),r=e.length)),n.RETRY_ATTEMPTS_MAX!==void 0&&a.call(n,"RETRY_ATTEMPTS_MAX")&&($(n.
RETRY_ATTEMPTS_MAX,{instancePath:i+"/redrive/environment/variables/RETRY_ATTEMPTS_MAX",parentData:n,parentDataProperty:"\
RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?$.errors:e.concat($.errors),r=e.length)),n.RETRY_DELAY_MS_MIN!==void 0&&a.
call(n,"RETRY_DELAY_MS_MIN")&&(Q(n.RETRY_DELAY_MS_MIN,{instancePath:i+"/redrive/environment/variables/RETRY_DELAY_MS_MIN",
parentData:n,parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===null?Q.errors:e.concat(Q.errors),r=e.length)),
n.RETRY_DELAY_MS_MAX!==void 0&&a.call(n,"RETRY_DELAY_MS_MAX")&&(Z(n.RETRY_DELAY_MS_MAX,{instancePath:i+"/redrive/environ\
ment/variables/RETRY_DELAY_MS_MAX",parentData:n,parentDataProperty:"RETRY_DELAY_MS_MAX",rootData:f})||(e=e===null?Z.errors:
e.concat(Z.errors),r=e.length)),n.ATTEMPT_MS_MIN!==void 0&&a.call(n,"ATTEMPT_MS_MIN")&&(h(n.ATTEMPT_MS_MIN,{instancePath:i+
"/redrive/environment/variables/ATTEMPT_MS_MIN",parentData:n,parentDataProperty:"ATTEMPT_MS_MIN",rootData:f})||(e=e===null?
h.errors:e.concat(h.errors),r=e.length)),n.SETTLE_MS!==void 0&&a.call(n,"SETTLE_MS")&&(ee(n.SETTLE_MS,{instancePath:i+"/\
redrive/environment/variables/SETTLE_MS",parentData:n,parentDataProperty:"SETTLE_MS",rootData:f})||(e=e===null?ee.errors:
e.concat(ee.errors),r=e.length)),n.REDRIVES_MAX!==void 0&&a.call(n,"REDRIVES_MAX")&&(ae(n.REDRIVES_MAX,{instancePath:i+"\
/redrive/environment/variables/REDRIVES_MAX",parentData:n,parentDataProperty:"REDRIVES_MAX",rootData:f})||(e=e===null?ae.
errors:e.concat(ae.errors),r=e.length)),n.RUNBOOK_URL!==void 0&&a.call(n,"RUNBOOK_URL")&&(re(n.RUNBOOK_URL,{instancePath:i+
"/redrive/environment/variables/RUNBOOK_URL",parentData:n,parentDataProperty:"RUNBOOK_URL",rootData:f})||(e=e===null?re.
errors:e.concat(re.errors),r=e.length)),n.MESSAGE_KEYS!==void 0&&a.call(n,"MESSAGE_KEYS")&&(ie(n.MESSAGE_KEYS,{instancePath:i+
"/redrive/environment/variables/MESSAGE_KEYS",parentData:n,parentDataProperty:"MESSAGE_KEYS",rootData:f})||(e=e===null?ie.
errors:e.concat(ie.errors),r=e.length))}else e=s(e,i+"/redrive/environment/variables","#/properties/redrive/allOf/1/prop\
erties/environment/properties/variables/type"),r++}}else e=s(e,i+"/redrive/environment","#/properties/redrive/allOf/1/pr\
operties/environment/type"),r++}}else e=s(e,i+"/redrive","#/properties/redrive/allOf/1/type"),r++}if(p.reconcile!==void 0&&
a.call(p,"reconcile")){let o=p.reconcile;if(te(o,{instancePath:i+"/reconcile",parentData:p,parentDataProperty:"reconcile",
rootData:f})||(e=e===null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(o)){if(o.environment!==
void 0&&a.call(o,"environment")){let l=o.environment;if(l&&typeof l=="object"&&!Array.isArray(l)){(l.variables===void 0||
!a.call(l,"variables"))&&(e=s(e,i+"/reconcile/environment","#/properties/reconcile/allOf/1/properties/environment/requir\
ed","variables"),r++);for(const n of Object.keys(l))n!=="variables"&&(e=s(e,i+"/reconcile/environment","#/properties/rec\
oncile/allOf/1/properties/environment/additionalProperties",n),r++);if(l.variables!==void 0&&a.call(l,"variables")){let n=l.
variables;if(n&&typeof n=="object"&&!Array.isArray(n)){for(const t of Object.keys(n))a.call({REGION:0,TOPICS_URL:0,TOPICS_USER:0,
TOPICS_PASSWORD:0,TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,RETRY_ATTEMPTS_MAX:0,
RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0},t)||(e=s(e,i+"/reconcile/environment/variables",
"#/properties/reconcile/allOf/1/properties/environment/properties/variables/additionalProperties",t),r++);n.REGION!==void 0&&
a.call(n,"REGION")&&(j(n.REGION,{instancePath:i+"/reconcile/environment/variables/REGION",parentData:n,parentDataProperty:"\
REGION",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.length)),n.TOPICS_URL!==void 0&&a.call(n,"TOPICS_URL")&&
(G(n.TOPICS_URL,{instancePath:i+"/reconcile/environment/variables/TOPICS_URL",parentData:n,parentDataProperty:"TOPICS_UR\
L",rootData:f})||(e=e===null?G.errors:e.concat(G.errors),r=e.length)),n.TOPICS_USER!==void 0&&a.call(n,"TOPICS_USER")&&(J(
n.TOPICS_USER,{instancePath:i+"/reconcile/environment/variables/TOPICS_USER",parentData:n,parentDataProperty:"TOPICS_USE\
R",rootData:f})||(e=e===null?J.errors:e.concat(J.errors),r=e.length)),n.TOPICS_PASSWORD!==void 0&&a.call(n,"TOPICS_PASSW\
ORD")&&(X(n.TOPICS_PASSWORD,{instancePath:i+"/reconcile/environment/variables/TOPICS_PASSWORD",parentData:n,parentDataProperty:"\
TOPICS_PASSWORD",rootData:f})||(e=e===null?X.errors:e.concat(X.errors),r=e.length)),n.TOPICS_SASL_MECHANISM!==void 0&&a.
call(n,"TOPICS_SASL_MECHANISM")&&(H(n.TOPICS_SASL_MECHANISM,{instancePath:i+"/reconcile/environment/variables/TOPICS_SAS\
L_MECHANISM",parentData:n,parentDataProperty:"TOPICS_SASL_MECHANISM",rootData:f})||(e=e===null?H.errors:e.concat(H.errors),
r=e.length)),n.TOPICS_TLS!==void 0&&a.call(n,"TOPICS_TLS")&&(F(n.TOPICS_TLS,{instancePath:i+"/reconcile/environment/vari\
ables/TOPICS_TLS",parentData:n,parentDataProperty:"TOPICS_TLS",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.
length)),n.TOPICS_CA!==void 0&&a.call(n,"TOPICS_CA")&&(w(n.TOPICS_CA,{instancePath:i+"/reconcile/environment/variables/T\
OPICS_CA",parentData:n,parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?w.errors:e.concat(w.errors),r=e.length)),
n.MARKER_KEYS!==void 0&&a.call(n,"MARKER_KEYS")&&(B(n.MARKER_KEYS,{instancePath:i+"/reconcile/environment/variables/MARK\
ER_KEYS",parentData:n,parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=e.length)),
n.API_ENDPOINT!==void 0&&a.call(n,"API_ENDPOINT")&&(z(n.API_ENDPOINT,{instancePath:i+"/reconcile/environment/variables/A\
PI_ENDPOINT",parentData:n,parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?z.errors:e.concat(z.errors),r=e.length)),
n.ACCOUNT_UIN!==void 0&&a.call(n,"ACCOUNT_UIN")&&(V(n.ACCOUNT_UIN,{instancePath:i+"/reconcile/environment/variables/ACCO\
UNT_UIN",parentData:n,parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?V.errors:e.concat(V.errors),r=e.length)),
n.RETRY_ATTEMPTS_MAX!==void 0&&a.call(n,"RETRY_ATTEMPTS_MAX")&&($(n.RETRY_ATTEMPTS_MAX,{instancePath:i+"/reconcile/envir\
onment/variables/RETRY_ATTEMPTS_MAX",parentData:n,parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?$.errors:
e.concat($.errors),r=e.length)),n.RETRY_DELAY_MS_MIN!==void 0&&a.call(n,"RETRY_DELAY_MS_MIN")&&(Q(n.RETRY_DELAY_MS_MIN,{
instancePath:i+"/reconcile/environment/variables/RETRY_DELAY_MS_MIN",parentData:n,parentDataProperty:"RETRY_DELAY_MS_MIN",
rootData:f})||(e=e===null?Q.errors:e.concat(Q.errors),r=e.length)),n.RETRY_DELAY_MS_MAX!==void 0&&a.call(n,"RETRY_DELAY_\
MS_MAX")&&(Z(n.RETRY_DELAY_MS_MAX,{instancePath:i+"/reconcile/environment/variables/RETRY_DELAY_MS_MAX",parentData:n,parentDataProperty:"\
RETRY_DELAY_MS_MAX",rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),r=e.length)),n.ATTEMPT_MS_MIN!==void 0&&a.call(
n,"ATTEMPT_MS_MIN")&&(h(n.ATTEMPT_MS_MIN,{instancePath:i+"/reconcile/environment/variables/ATTEMPT_MS_MIN",parentData:n,
parentDataProperty:"ATTEMPT_MS_MIN",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length)),n.SETTLE_MS!==void 0&&
a.call(n,"SETTLE_MS")&&(ee(n.SETTLE_MS,{instancePath:i+"/reconcile/environment/variables/SETTLE_MS",parentData:n,parentDataProperty:"\
SETTLE_MS",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),r=e.length))}else e=s(e,i+"/reconcile/environment/var\
iables","#/properties/reconcile/allOf/1/properties/environment/properties/variables/type"),r++}}else e=s(e,i+"/reconcile\
/environment","#/properties/reconcile/allOf/1/properties/environment/type"),r++}}else e=s(e,i+"/reconcile","#/properties\
/reconcile/allOf/1/type"),r++}}else e=s(e,i,"#/type"),r++;return We.errors=e,r===0}const yr=new RegExp("^[a-z][a-z0-9-]{\
0,38}[a-z0-9]$","u"),cr=new RegExp("^[A-Za-z][\\w-]{0,29}$","u"),_r=new RegExp("^Nodejs(?:18\\.(?:1[5-9]|[2-9][0-9])|(?:1\
9|[2-9][0-9])\\.[0-9]{1,3})$","u"),he=new RegExp("^ckafka-[a-z0-9]{8,20}$","u"),er=new RegExp("^[!-~ ]{0,400}$","u"),rr=new RegExp(
"^[A-Za-z][A-Za-z0-9_-]{0,99}$","u"),ir=new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$","u"),tr=new RegExp("^[!-~]{0,200\
}$","u"),dr=new RegExp("^\\s*(?:\\S+\\s+){6}\\S+\\s*$","u"),vr=new RegExp("^[\\s\\S]{0,4000}$","u");function sr(p,{instancePath:i="",
parentData:C,parentDataProperty:N,rootData:f=p}={}){let e=null,r=0;if(p&&typeof p=="object"&&!Array.isArray(p)){(p.format===
void 0||!a.call(p,"format"))&&(e=s(e,i,"#/required","format"),r++),(p.name===void 0||!a.call(p,"name"))&&(e=s(e,i,"#/req\
uired","name"),r++),(p.inputs===void 0||!a.call(p,"inputs"))&&(e=s(e,i,"#/required","inputs"),r++);for(const I of Object.
keys(p))I==="format"||I==="name"||I==="inputs"||(e=s(e,i,"#/additionalProperties",I),r++);if(p.format!==void 0&&a.call(p,
"format")){let I=p.format;const E=r;let A=!1;const y=r;I!=="tenant-keys/1"&&(e=s(e,i+"/format","#/properties/format/anyO\
f/0/enum"),r++);var o=y===r;if(A=A||o,!A){const c=r;u(I,{instancePath:i+"/format",parentData:p,parentDataProperty:"forma\
t",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var o=c===r;A=A||o}A?(r=E,e!==null&&(E?e.length=E:e=
null)):(e=s(e,i+"/format","#/properties/format/anyOf"),r++)}if(p.name!==void 0&&a.call(p,"name")){let I=p.name;const E=r;
let A=!1;const y=r;typeof I=="string"?yr.test(I)||(e=s(e,i+"/name","#/properties/name/anyOf/0/pattern"),r++):(e=s(e,i+"/\
name","#/properties/name/anyOf/0/type"),r++);var l=y===r;if(A=A||l,!A){const c=r;u(I,{instancePath:i+"/name",parentData:p,
parentDataProperty:"name",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var l=c===r;A=A||l}A?(r=E,e!==
null&&(E?e.length=E:e=null)):(e=s(e,i+"/name","#/properties/name/anyOf"),r++)}if(p.inputs!==void 0&&a.call(p,"inputs")){
let I=p.inputs;if(I&&typeof I=="object"&&!Array.isArray(I)){(I.region===void 0||!a.call(I,"region"))&&(e=s(e,i+"/inputs",
"#/properties/inputs/required","region"),r++),(I.namespace===void 0||!a.call(I,"namespace"))&&(e=s(e,i+"/inputs","#/prop\
erties/inputs/required","namespace"),r++),(I.runtime===void 0||!a.call(I,"runtime"))&&(e=s(e,i+"/inputs","#/properties/i\
nputs/required","runtime"),r++),(I.ckafka===void 0||!a.call(I,"ckafka"))&&(e=s(e,i+"/inputs","#/properties/inputs/requir\
ed","ckafka"),r++),(I.functions===void 0||!a.call(I,"functions"))&&(e=s(e,i+"/inputs","#/properties/inputs/required","fu\
nctions"),r++);for(const E of Object.keys(I))a.call({region:0,namespace:0,runtime:0,vpcConfig:0,publicNet:0,cls:0,environments:0,
ckafka:0,functions:0,triggers:0},E)||(e=s(e,i+"/inputs","#/properties/inputs/additionalProperties",E),r++);if(I.region!==
void 0&&a.call(I,"region")){let E=I.region;const A=r;let y=!1;const c=r;typeof E=="string"?Ze.test(E)||(e=s(e,i+"/inputs\
/region","#/properties/inputs/properties/region/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/region","#/properties/inputs/pr\
operties/region/anyOf/0/type"),r++);var n=c===r;if(y=y||n,!y){const O=r;u(E,{instancePath:i+"/inputs/region",parentData:I,
parentDataProperty:"region",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=O===r;y=y||n}y?(r=A,
e!==null&&(A?e.length=A:e=null)):(e=s(e,i+"/inputs/region","#/properties/inputs/properties/region/anyOf"),r++)}if(I.namespace!==
void 0&&a.call(I,"namespace")){let E=I.namespace;const A=r;let y=!1;const c=r;typeof E=="string"?cr.test(E)||(e=s(e,i+"/\
inputs/namespace","#/properties/inputs/properties/namespace/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/namespace","#/prope\
rties/inputs/properties/namespace/anyOf/0/type"),r++);var t=c===r;if(y=y||t,!y){const O=r;u(E,{instancePath:i+"/inputs/n\
amespace",parentData:I,parentDataProperty:"namespace",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var t=O===r;y=y||t}y?(r=A,e!==null&&(A?e.length=A:e=null)):(e=s(e,i+"/inputs/namespace","#/properties/inputs/properties/\
namespace/anyOf"),r++)}if(I.runtime!==void 0&&a.call(I,"runtime")){let E=I.runtime;const A=r;let y=!1;const c=r;typeof E==
"string"?_r.test(E)||(e=s(e,i+"/inputs/runtime","#/properties/inputs/properties/runtime/anyOf/0/pattern"),r++):(e=s(e,i+
"/inputs/runtime","#/properties/inputs/properties/runtime/anyOf/0/type"),r++);var M=c===r;if(y=y||M,!y){const O=r;u(E,{instancePath:i+
"/inputs/runtime",parentData:I,parentDataProperty:"runtime",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var M=O===r;y=y||M}y?(r=A,e!==null&&(A?e.length=A:e=null)):(e=s(e,i+"/inputs/runtime","#/properties/inputs/properties/ru\
ntime/anyOf"),r++)}if(I.vpcConfig!==void 0&&a.call(I,"vpcConfig")){let E=I.vpcConfig;if(E&&typeof E=="object"&&!Array.isArray(
E)){(E.vpcId===void 0||!a.call(E,"vpcId"))&&(e=s(e,i+"/inputs/vpcConfig","#/properties/inputs/properties/vpcConfig/requi\
red","vpcId"),r++),(E.subnetId===void 0||!a.call(E,"subnetId"))&&(e=s(e,i+"/inputs/vpcConfig","#/properties/inputs/prope\
rties/vpcConfig/required","subnetId"),r++);for(const A of Object.keys(E))A==="vpcId"||A==="subnetId"||(e=s(e,i+"/inputs/\
vpcConfig","#/properties/inputs/properties/vpcConfig/additionalProperties",A),r++);if(E.vpcId!==void 0&&a.call(E,"vpcId")){
let A=E.vpcId;const y=r;let c=!1;const O=r;typeof A=="string"?Ue.test(A)||(e=s(e,i+"/inputs/vpcConfig/vpcId","#/properti\
es/inputs/properties/vpcConfig/properties/vpcId/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/vpcConfig/vpcId","#/properties/\
inputs/properties/vpcConfig/properties/vpcId/anyOf/0/type"),r++);var S=O===r;if(c=c||S,!c){const L=r;u(A,{instancePath:i+
"/inputs/vpcConfig/vpcId",parentData:E,parentDataProperty:"vpcId",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),
r=e.length);var S=L===r;c=c||S}c?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,i+"/inputs/vpcConfig/vpcId","#/properties/\
inputs/properties/vpcConfig/properties/vpcId/anyOf"),r++)}if(E.subnetId!==void 0&&a.call(E,"subnetId")){let A=E.subnetId;
const y=r;let c=!1;const O=r;typeof A=="string"?Ue.test(A)||(e=s(e,i+"/inputs/vpcConfig/subnetId","#/properties/inputs/p\
roperties/vpcConfig/properties/subnetId/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/vpcConfig/subnetId","#/properties/input\
s/properties/vpcConfig/properties/subnetId/anyOf/0/type"),r++);var R=O===r;if(c=c||R,!c){const L=r;u(A,{instancePath:i+"\
/inputs/vpcConfig/subnetId",parentData:E,parentDataProperty:"subnetId",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),
r=e.length);var R=L===r;c=c||R}c?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,i+"/inputs/vpcConfig/subnetId","#/properti\
es/inputs/properties/vpcConfig/properties/subnetId/anyOf"),r++)}}else e=s(e,i+"/inputs/vpcConfig","#/properties/inputs/p\
roperties/vpcConfig/type"),r++}if(I.publicNet!==void 0&&a.call(I,"publicNet")){let E=I.publicNet;const A=r;let y=!1;const c=r;
E==="on"||E==="off"||(e=s(e,i+"/inputs/publicNet","#/properties/inputs/properties/publicNet/anyOf/0/enum"),r++);var se=c===
r;if(y=y||se,!y){const O=r;u(E,{instancePath:i+"/inputs/publicNet",parentData:I,parentDataProperty:"publicNet",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var se=O===r;y=y||se}y?(r=A,e!==null&&(A?e.length=A:e=null)):(e=s(e,
i+"/inputs/publicNet","#/properties/inputs/properties/publicNet/anyOf"),r++)}if(I.cls!==void 0&&a.call(I,"cls")){let E=I.
cls;if(E&&typeof E=="object"&&!Array.isArray(E)){(E.logsetId===void 0||!a.call(E,"logsetId"))&&(e=s(e,i+"/inputs/cls","#\
/properties/inputs/properties/cls/required","logsetId"),r++),(E.topicId===void 0||!a.call(E,"topicId"))&&(e=s(e,i+"/inpu\
ts/cls","#/properties/inputs/properties/cls/required","topicId"),r++);for(const A of Object.keys(E))A==="logsetId"||A===
"topicId"||(e=s(e,i+"/inputs/cls","#/properties/inputs/properties/cls/additionalProperties",A),r++);if(E.logsetId!==void 0&&
a.call(E,"logsetId")){let A=E.logsetId;const y=r;let c=!1;const O=r;typeof A=="string"?Ue.test(A)||(e=s(e,i+"/inputs/cls\
/logsetId","#/properties/inputs/properties/cls/properties/logsetId/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/cls/logsetId",
"#/properties/inputs/properties/cls/properties/logsetId/anyOf/0/type"),r++);var b=O===r;if(c=c||b,!c){const L=r;u(A,{instancePath:i+
"/inputs/cls/logsetId",parentData:E,parentDataProperty:"logsetId",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),
r=e.length);var b=L===r;c=c||b}c?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,i+"/inputs/cls/logsetId","#/properties/inp\
uts/properties/cls/properties/logsetId/anyOf"),r++)}if(E.topicId!==void 0&&a.call(E,"topicId")){let A=E.topicId;const y=r;
let c=!1;const O=r;typeof A=="string"?Ue.test(A)||(e=s(e,i+"/inputs/cls/topicId","#/properties/inputs/properties/cls/pro\
perties/topicId/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/cls/topicId","#/properties/inputs/properties/cls/properties/top\
icId/anyOf/0/type"),r++);var ne=O===r;if(c=c||ne,!c){const L=r;u(A,{instancePath:i+"/inputs/cls/topicId",parentData:E,parentDataProperty:"\
topicId",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var ne=L===r;c=c||ne}c?(r=y,e!==null&&(y?e.length=
y:e=null)):(e=s(e,i+"/inputs/cls/topicId","#/properties/inputs/properties/cls/properties/topicId/anyOf"),r++)}}else e=s(
e,i+"/inputs/cls","#/properties/inputs/properties/cls/type"),r++}if(I.environments!==void 0&&a.call(I,"environments")&&(Pe(
I.environments,{instancePath:i+"/inputs/environments",parentData:I,parentDataProperty:"environments",rootData:f})||(e=e===
null?Pe.errors:e.concat(Pe.errors),r=e.length)),I.ckafka!==void 0&&a.call(I,"ckafka")){let E=I.ckafka;if(E&&typeof E=="o\
bject"&&!Array.isArray(E)){(E.instanceId===void 0||!a.call(E,"instanceId"))&&(e=s(e,i+"/inputs/ckafka","#/properties/inp\
uts/properties/ckafka/required","instanceId"),r++),(E.topics===void 0||!a.call(E,"topics"))&&(e=s(e,i+"/inputs/ckafka","\
#/properties/inputs/properties/ckafka/required","topics"),r++);for(const A of Object.keys(E))A==="instanceId"||A==="topi\
cs"||(e=s(e,i+"/inputs/ckafka","#/properties/inputs/properties/ckafka/additionalProperties",A),r++);if(E.instanceId!==void 0&&
a.call(E,"instanceId")){let A=E.instanceId;const y=r;let c=!1;const O=r;typeof A=="string"?he.test(A)||(e=s(e,i+"/inputs\
/ckafka/instanceId","#/properties/inputs/properties/ckafka/properties/instanceId/anyOf/0/pattern"),r++):(e=s(e,i+"/input\
s/ckafka/instanceId","#/properties/inputs/properties/ckafka/properties/instanceId/anyOf/0/type"),r++);var be=O===r;if(c=
c||be,!c){const L=r;u(A,{instancePath:i+"/inputs/ckafka/instanceId",parentData:E,parentDataProperty:"instanceId",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var be=L===r;c=c||be}c?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,
i+"/inputs/ckafka/instanceId","#/properties/inputs/properties/ckafka/properties/instanceId/anyOf"),r++)}if(E.topics!==void 0&&
a.call(E,"topics")){let A=E.topics;if(A&&typeof A=="object"&&!Array.isArray(A))for(const y of Object.keys(A)){let c=A[y];
if(c&&typeof c=="object"&&!Array.isArray(c)){(c.partitions===void 0||!a.call(c,"partitions"))&&(e=s(e,i+"/inputs/ckafka/\
topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additionalPro\
perties/required","partitions"),r++),(c.replicas===void 0||!a.call(c,"replicas"))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(
/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/required","\
replicas"),r++),(c.cleanUpPolicy===void 0||!a.call(c,"cleanUpPolicy"))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,
"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/required","clean\
UpPolicy"),r++),(c.retentionHours===void 0||!a.call(c,"retentionHours"))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,
"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/required","reten\
tionHours"),r++),(c.maxMessageBytes===void 0||!a.call(c,"maxMessageBytes"))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(
/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/required","\
maxMessageBytes"),r++);for(const O of Object.keys(c))O==="partitions"||O==="replicas"||O==="cleanUpPolicy"||O==="retenti\
onHours"||O==="maxMessageBytes"||O==="user"||O==="readers"||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(
/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/additionalProperties",O),r++);
if(c.partitions!==void 0&&a.call(c,"partitions")){let O=c.partitions;const L=r;let P=!1;const U=r;typeof O=="number"&&!(O%
1)&&!isNaN(O)&&isFinite(O)||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/partitions","#/\
properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/partitions/anyOf/0/type"),r++),typeof O==
"number"&&isFinite(O)&&((O>3e3||isNaN(O))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/\
partitions","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/partitions/anyOf/0/\
maximum"),r++),(O<1||isNaN(O))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/partitions",
"#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/partitions/anyOf/0/minimum"),r++));
var pe=U===r;if(P=P||pe,!P){const Y=r;u(O,{instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~\
1")+"/partitions",parentData:c,parentDataProperty:"partitions",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.
length);var pe=Y===r;P=P||pe}P?(r=L,e!==null&&(L?e.length=L:e=null)):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~\
0").replace(/\//g,"~1")+"/partitions","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/prop\
erties/partitions/anyOf"),r++)}if(c.replicas!==void 0&&a.call(c,"replicas")){let O=c.replicas;const L=r;let P=!1;const U=r;
typeof O=="number"&&!(O%1)&&!isNaN(O)&&isFinite(O)||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,
"~1")+"/replicas","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/replicas/anyO\
f/0/type"),r++),typeof O=="number"&&isFinite(O)&&((O>3||isNaN(O))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").
replace(/\//g,"~1")+"/replicas","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties\
/replicas/anyOf/0/maximum"),r++),(O<1||isNaN(O))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"\
~1")+"/replicas","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/replicas/anyOf\
/0/minimum"),r++));var _=U===r;if(P=P||_,!P){const Y=r;u(O,{instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").
replace(/\//g,"~1")+"/replicas",parentData:c,parentDataProperty:"replicas",rootData:f})||(e=e===null?u.errors:e.concat(u.
errors),r=e.length);var _=Y===r;P=P||_}P?(r=L,e!==null&&(L?e.length=L:e=null)):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(
/~/g,"~0").replace(/\//g,"~1")+"/replicas","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties\
/properties/replicas/anyOf"),r++)}if(c.cleanUpPolicy!==void 0&&a.call(c,"cleanUpPolicy")){let O=c.cleanUpPolicy;const L=r;
let P=!1;const U=r;O==="delete"||O==="compact"||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+
"/cleanUpPolicy","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/cleanUpPolicy/\
anyOf/0/enum"),r++);var D=U===r;if(P=P||D,!P){const Y=r;u(O,{instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").
replace(/\//g,"~1")+"/cleanUpPolicy",parentData:c,parentDataProperty:"cleanUpPolicy",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var D=Y===r;P=P||D}P?(r=L,e!==null&&(L?e.length=L:e=null)):(e=s(e,i+"/inputs/ckafka/topic\
s/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/cleanUpPolicy","#/properties/inputs/properties/ckafka/properties/topics/a\
dditionalProperties/properties/cleanUpPolicy/anyOf"),r++)}if(c.retentionHours!==void 0&&a.call(c,"retentionHours")){let O=c.
retentionHours;const L=r;let P=!1;const U=r;typeof O=="number"&&!(O%1)&&!isNaN(O)&&isFinite(O)||(e=s(e,i+"/inputs/ckafka\
/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/retentionHours","#/properties/inputs/properties/ckafka/properties/t\
opics/additionalProperties/properties/retentionHours/anyOf/0/type"),r++),typeof O=="number"&&isFinite(O)&&((O>2160||isNaN(
O))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/retentionHours","#/properties/inputs/p\
roperties/ckafka/properties/topics/additionalProperties/properties/retentionHours/anyOf/0/maximum"),r++),(O<1||isNaN(O))&&
(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/retentionHours","#/properties/inputs/proper\
ties/ckafka/properties/topics/additionalProperties/properties/retentionHours/anyOf/0/minimum"),r++));var T=U===r;if(P=P||
T,!P){const Y=r;u(O,{instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/retentionHours",
parentData:c,parentDataProperty:"retentionHours",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var T=Y===
r;P=P||T}P?(r=L,e!==null&&(L?e.length=L:e=null)):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~\
1")+"/retentionHours","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/retention\
Hours/anyOf"),r++)}if(c.maxMessageBytes!==void 0&&a.call(c,"maxMessageBytes")){let O=c.maxMessageBytes;const L=r;let P=!1;
const U=r;typeof O=="number"&&!(O%1)&&!isNaN(O)&&isFinite(O)||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(
/\//g,"~1")+"/maxMessageBytes","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/\
maxMessageBytes/anyOf/0/type"),r++),typeof O=="number"&&isFinite(O)&&((O>12582912||isNaN(O))&&(e=s(e,i+"/inputs/ckafka/t\
opics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/maxMessageBytes","#/properties/inputs/properties/ckafka/properties/to\
pics/additionalProperties/properties/maxMessageBytes/anyOf/0/maximum"),r++),(O<1024||isNaN(O))&&(e=s(e,i+"/inputs/ckafka\
/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/maxMessageBytes","#/properties/inputs/properties/ckafka/properties/\
topics/additionalProperties/properties/maxMessageBytes/anyOf/0/minimum"),r++));var K=U===r;if(P=P||K,!P){const Y=r;u(O,{
instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/maxMessageBytes",parentData:c,parentDataProperty:"\
maxMessageBytes",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var K=Y===r;P=P||K}P?(r=L,e!==null&&(L?
e.length=L:e=null)):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/maxMessageBytes","#/pro\
perties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/maxMessageBytes/anyOf"),r++)}if(c.user!==
void 0&&a.call(c,"user")){let O=c.user;const L=r;let P=!1;const U=r;typeof O=="string"?er.test(O)||(e=s(e,i+"/inputs/cka\
fka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/user","#/properties/inputs/properties/ckafka/properties/topics/a\
dditionalProperties/properties/user/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(
/\//g,"~1")+"/user","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/user/anyOf/\
0/type"),r++);var x=U===r;if(P=P||x,!P){const Y=r;u(O,{instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(
/\//g,"~1")+"/user",parentData:c,parentDataProperty:"user",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var x=Y===r;P=P||x}P?(r=L,e!==null&&(L?e.length=L:e=null)):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(
/\//g,"~1")+"/user","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/user/anyOf"),
r++)}if(c.readers!==void 0&&a.call(c,"readers")){let O=c.readers;const L=r;let P=!1;const U=r;typeof O=="string"?er.test(
O)||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/readers","#/properties/inputs/propertie\
s/ckafka/properties/topics/additionalProperties/properties/readers/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/ckafka/topic\
s/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/readers","#/properties/inputs/properties/ckafka/properties/topics/additio\
nalProperties/properties/readers/anyOf/0/type"),r++);var le=U===r;if(P=P||le,!P){const Y=r;u(O,{instancePath:i+"/inputs/\
ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/readers",parentData:c,parentDataProperty:"readers",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var le=Y===r;P=P||le}P?(r=L,e!==null&&(L?e.length=L:e=null)):(e=s(e,
i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/readers","#/properties/inputs/properties/ckafka/pr\
operties/topics/additionalProperties/properties/readers/anyOf"),r++)}}else e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,
"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/type"),r++}else e=
s(e,i+"/inputs/ckafka/topics","#/properties/inputs/properties/ckafka/properties/topics/type"),r++}}else e=s(e,i+"/inputs\
/ckafka","#/properties/inputs/properties/ckafka/type"),r++}if(I.functions!==void 0&&a.call(I,"functions")&&(We(I.functions,
{instancePath:i+"/inputs/functions",parentData:I,parentDataProperty:"functions",rootData:f})||(e=e===null?We.errors:e.concat(
We.errors),r=e.length)),I.triggers!==void 0&&a.call(I,"triggers")){let E=I.triggers;if(Array.isArray(E)){const A=E.length;
for(let y=0;y<A;y++){let c=E[y];const O=r;let L=!1;const P=r;if(c&&typeof c=="object"&&!Array.isArray(c)){(c.type===void 0||
!a.call(c,"type"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/0/required","typ\
e"),r++),(c.function===void 0||!a.call(c,"function"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/tr\
iggers/items/anyOf/0/required","function"),r++),(c.parameters===void 0||!a.call(c,"parameters"))&&(e=s(e,i+"/inputs/trig\
gers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/0/required","parameters"),r++);for(const U of Object.keys(
c))U==="type"||U==="function"||U==="parameters"||(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers\
/items/anyOf/0/additionalProperties",U),r++);if(c.type!==void 0&&a.call(c,"type")){let U=c.type;const Y=r;let g=!1;const v=r;
U!=="http"&&(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs/properties/triggers/items/anyOf/0/properties/typ\
e/anyOf/0/enum"),r++);var je=v===r;if(g=g||je,!g){const d=r;u(U,{instancePath:i+"/inputs/triggers/"+y+"/type",parentData:c,
parentDataProperty:"type",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var je=d===r;g=g||je}g?(r=Y,
e!==null&&(Y?e.length=Y:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs/properties/triggers/items/a\
nyOf/0/properties/type/anyOf"),r++)}if(c.function!==void 0&&a.call(c,"function")){let U=c.function;const Y=r;let g=!1;const v=r;
typeof U=="string"?Ke.test(U)||(e=s(e,i+"/inputs/triggers/"+y+"/function","#/properties/inputs/properties/triggers/items\
/anyOf/0/properties/function/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/function","#/properties/inputs/prop\
erties/triggers/items/anyOf/0/properties/function/anyOf/0/type"),r++);var me=v===r;if(g=g||me,!g){const d=r;u(U,{instancePath:i+
"/inputs/triggers/"+y+"/function",parentData:c,parentDataProperty:"function",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var me=d===r;g=g||me}g?(r=Y,e!==null&&(Y?e.length=Y:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/func\
tion","#/properties/inputs/properties/triggers/items/anyOf/0/properties/function/anyOf"),r++)}if(c.parameters!==void 0&&
a.call(c,"parameters")){let U=c.parameters;if(U&&typeof U=="object"&&!Array.isArray(U)){(U.authType===void 0||!a.call(U,
"authType"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/0/proper\
ties/parameters/required","authType"),r++),(U.netConfig===void 0||!a.call(U,"netConfig"))&&(e=s(e,i+"/inputs/triggers/"+
y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/required","netConfig"),r++);
for(const Y of Object.keys(U))Y==="name"||Y==="authType"||Y==="netConfig"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters",
"#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/additionalProperties",Y),r++);if(U.name!==void 0&&
a.call(U,"name")){let Y=U.name;const g=r;let v=!1;const d=r;typeof Y=="string"?rr.test(Y)||(e=s(e,i+"/inputs/triggers/"+
y+"/parameters/name","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/name/anyOf/\
0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/name","#/properties/inputs/properties/triggers/items/anyOf/\
0/properties/parameters/properties/name/anyOf/0/type"),r++);var Ge=d===r;if(v=v||Ge,!v){const m=r;u(Y,{instancePath:i+"/\
inputs/triggers/"+y+"/parameters/name",parentData:U,parentDataProperty:"name",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var Ge=m===r;v=v||Ge}v?(r=g,e!==null&&(g?e.length=g:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/para\
meters/name","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/name/anyOf"),r++)}if(U.
authType!==void 0&&a.call(U,"authType")){let Y=U.authType;const g=r;let v=!1;const d=r;Y==="CAM"||Y==="NONE"||(e=s(e,i+"\
/inputs/triggers/"+y+"/parameters/authType","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters\
/properties/authType/anyOf/0/enum"),r++);var Oe=d===r;if(v=v||Oe,!v){const m=r;u(Y,{instancePath:i+"/inputs/triggers/"+y+
"/parameters/authType",parentData:U,parentDataProperty:"authType",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),
r=e.length);var Oe=m===r;v=v||Oe}v?(r=g,e!==null&&(g?e.length=g:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/aut\
hType","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/authType/anyOf"),r++)}if(U.
netConfig!==void 0&&a.call(U,"netConfig")){let Y=U.netConfig;if(Y&&typeof Y=="object"&&!Array.isArray(Y)){(Y.enableIntranet===
void 0||!a.call(Y,"enableIntranet"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig","#/properties/inputs/proper\
ties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/required","enableIntranet"),r++),(Y.enableExtranet===
void 0||!a.call(Y,"enableExtranet"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig","#/properties/inputs/proper\
ties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/required","enableExtranet"),r++);for(const g of Object.
keys(Y))g==="enableIntranet"||g==="enableExtranet"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig","#/properties\
/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/additionalProperties",g),r++);if(Y.
enableIntranet!==void 0&&a.call(Y,"enableIntranet")){let g=Y.enableIntranet;const v=r;let d=!1;const m=r;typeof g!="bool\
ean"&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig/enableIntranet","#/properties/inputs/properties/triggers/ite\
ms/anyOf/0/properties/parameters/properties/netConfig/properties/enableIntranet/anyOf/0/type"),r++);var Je=m===r;if(d=d||
Je,!d){const k=r;u(g,{instancePath:i+"/inputs/triggers/"+y+"/parameters/netConfig/enableIntranet",parentData:Y,parentDataProperty:"\
enableIntranet",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Je=k===r;d=d||Je}d?(r=v,e!==null&&
(v?e.length=v:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig/enableIntranet","#/properties/inputs/proper\
ties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/properties/enableIntranet/anyOf"),r++)}if(Y.enableExtranet!==
void 0&&a.call(Y,"enableExtranet")){let g=Y.enableExtranet;const v=r;let d=!1;const m=r;typeof g!="boolean"&&(e=s(e,i+"/\
inputs/triggers/"+y+"/parameters/netConfig/enableExtranet","#/properties/inputs/properties/triggers/items/anyOf/0/proper\
ties/parameters/properties/netConfig/properties/enableExtranet/anyOf/0/type"),r++);var Se=m===r;if(d=d||Se,!d){const k=r;
u(g,{instancePath:i+"/inputs/triggers/"+y+"/parameters/netConfig/enableExtranet",parentData:Y,parentDataProperty:"enable\
Extranet",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Se=k===r;d=d||Se}d?(r=v,e!==null&&(v?e.length=
v:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig/enableExtranet","#/properties/inputs/properties/trigger\
s/items/anyOf/0/properties/parameters/properties/netConfig/properties/enableExtranet/anyOf"),r++)}}else e=s(e,i+"/inputs\
/triggers/"+y+"/parameters/netConfig","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/prope\
rties/netConfig/type"),r++}}else e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/it\
ems/anyOf/0/properties/parameters/type"),r++}}else e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/trigger\
s/items/anyOf/0/type"),r++;var Ye=P===r;if(L=L||Ye,!L){const U=r;if(c&&typeof c=="object"&&!Array.isArray(c)){(c.type===
void 0||!a.call(c,"type"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/1/requir\
ed","type"),r++),(c.function===void 0||!a.call(c,"function"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/prope\
rties/triggers/items/anyOf/1/required","function"),r++),(c.parameters===void 0||!a.call(c,"parameters"))&&(e=s(e,i+"/inp\
uts/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/1/required","parameters"),r++);for(const g of Object.
keys(c))g==="type"||g==="function"||g==="parameters"||(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/tri\
ggers/items/anyOf/1/additionalProperties",g),r++);if(c.type!==void 0&&a.call(c,"type")){let g=c.type;const v=r;let d=!1;
const m=r;g!=="ckafka"&&(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs/properties/triggers/items/anyOf/1/pr\
operties/type/anyOf/0/enum"),r++);var Te=m===r;if(d=d||Te,!d){const k=r;u(g,{instancePath:i+"/inputs/triggers/"+y+"/type",
parentData:c,parentDataProperty:"type",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Te=k===r;d=
d||Te}d?(r=v,e!==null&&(v?e.length=v:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs/properties/tri\
ggers/items/anyOf/1/properties/type/anyOf"),r++)}if(c.function!==void 0&&a.call(c,"function")){let g=c.function;const v=r;
let d=!1;const m=r;typeof g=="string"?Ke.test(g)||(e=s(e,i+"/inputs/triggers/"+y+"/function","#/properties/inputs/proper\
ties/triggers/items/anyOf/1/properties/function/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/function","#/pro\
perties/inputs/properties/triggers/items/anyOf/1/properties/function/anyOf/0/type"),r++);var Xe=m===r;if(d=d||Xe,!d){const k=r;
u(g,{instancePath:i+"/inputs/triggers/"+y+"/function",parentData:c,parentDataProperty:"function",rootData:f})||(e=e===null?
u.errors:e.concat(u.errors),r=e.length);var Xe=k===r;d=d||Xe}d?(r=v,e!==null&&(v?e.length=v:e=null)):(e=s(e,i+"/inputs/t\
riggers/"+y+"/function","#/properties/inputs/properties/triggers/items/anyOf/1/properties/function/anyOf"),r++)}if(c.parameters!==
void 0&&a.call(c,"parameters")){let g=c.parameters;if(g&&typeof g=="object"&&!Array.isArray(g)){(g.instanceId===void 0||
!a.call(g,"instanceId"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/an\
yOf/1/properties/parameters/required","instanceId"),r++),(g.topic===void 0||!a.call(g,"topic"))&&(e=s(e,i+"/inputs/trigg\
ers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/required","topic"),r++),
(g.consumerGroupName===void 0||!a.call(g,"consumerGroupName"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properti\
es/inputs/properties/triggers/items/anyOf/1/properties/parameters/required","consumerGroupName"),r++),(g.maxMsgNum===void 0||
!a.call(g,"maxMsgNum"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/any\
Of/1/properties/parameters/required","maxMsgNum"),r++),(g.timeout===void 0||!a.call(g,"timeout"))&&(e=s(e,i+"/inputs/tri\
ggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/required","timeout"),
r++),(g.offset===void 0||!a.call(g,"offset"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/propert\
ies/triggers/items/anyOf/1/properties/parameters/required","offset"),r++),(g.retry===void 0||!a.call(g,"retry"))&&(e=s(e,
i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/requi\
red","retry"),r++),(g.enable===void 0||!a.call(g,"enable"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/\
inputs/properties/triggers/items/anyOf/1/properties/parameters/required","enable"),r++);for(const v of Object.keys(g))a.
call({instanceId:0,topic:0,consumerGroupName:0,maxMsgNum:0,timeout:0,offset:0,retry:0,enable:0,easConfig:0},v)||(e=s(e,i+
"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/additio\
nalProperties",v),r++);if(g.instanceId!==void 0&&a.call(g,"instanceId")){let v=g.instanceId;const d=r;let m=!1;const k=r;
typeof v=="string"?he.test(v)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/instanceId","#/properties/inputs/properties/t\
riggers/items/anyOf/1/properties/parameters/properties/instanceId/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+
"/parameters/instanceId","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/instanc\
eId/anyOf/0/type"),r++);var Ee=k===r;if(m=m||Ee,!m){const q=r;u(v,{instancePath:i+"/inputs/triggers/"+y+"/parameters/ins\
tanceId",parentData:g,parentDataProperty:"instanceId",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var Ee=q===r;m=m||Ee}m?(r=d,e!==null&&(d?e.length=d:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/instanceId","#/\
properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/instanceId/anyOf"),r++)}if(g.topic!==
void 0&&a.call(g,"topic")){let v=g.topic;const d=r;let m=!1;const k=r;typeof v=="string"?ir.test(v)||(e=s(e,i+"/inputs/t\
riggers/"+y+"/parameters/topic","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/\
topic/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/topic","#/properties/inputs/properties/triggers\
/items/anyOf/1/properties/parameters/properties/topic/anyOf/0/type"),r++);var He=k===r;if(m=m||He,!m){const q=r;u(v,{instancePath:i+
"/inputs/triggers/"+y+"/parameters/topic",parentData:g,parentDataProperty:"topic",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var He=q===r;m=m||He}m?(r=d,e!==null&&(d?e.length=d:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/para\
meters/topic","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/topic/anyOf"),r++)}
if(g.consumerGroupName!==void 0&&a.call(g,"consumerGroupName")){let v=g.consumerGroupName;const d=r;let m=!1;const k=r;typeof v==
"string"?ir.test(v)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/consumerGroupName","#/properties/inputs/properties/trig\
gers/items/anyOf/1/properties/parameters/properties/consumerGroupName/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+
y+"/parameters/consumerGroupName","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/propertie\
s/consumerGroupName/anyOf/0/type"),r++);var Ae=k===r;if(m=m||Ae,!m){const q=r;u(v,{instancePath:i+"/inputs/triggers/"+y+
"/parameters/consumerGroupName",parentData:g,parentDataProperty:"consumerGroupName",rootData:f})||(e=e===null?u.errors:e.
concat(u.errors),r=e.length);var Ae=q===r;m=m||Ae}m?(r=d,e!==null&&(d?e.length=d:e=null)):(e=s(e,i+"/inputs/triggers/"+y+
"/parameters/consumerGroupName","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/\
consumerGroupName/anyOf"),r++)}if(g.maxMsgNum!==void 0&&a.call(g,"maxMsgNum")){let v=g.maxMsgNum;const d=r;let m=!1;const k=r;
typeof v=="number"&&!(v%1)&&!isNaN(v)&&isFinite(v)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/maxMsgNum","#/properties\
/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/maxMsgNum/anyOf/0/type"),r++),typeof v=="numb\
er"&&isFinite(v)&&((v>1e4||isNaN(v))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/maxMsgNum","#/properties/inputs/proper\
ties/triggers/items/anyOf/1/properties/parameters/properties/maxMsgNum/anyOf/0/maximum"),r++),(v<1||isNaN(v))&&(e=s(e,i+
"/inputs/triggers/"+y+"/parameters/maxMsgNum","#/properties/inputs/properties/triggers/items/anyOf/1/properties/paramete\
rs/properties/maxMsgNum/anyOf/0/minimum"),r++));var Fe=k===r;if(m=m||Fe,!m){const q=r;u(v,{instancePath:i+"/inputs/trigg\
ers/"+y+"/parameters/maxMsgNum",parentData:g,parentDataProperty:"maxMsgNum",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var Fe=q===r;m=m||Fe}m?(r=d,e!==null&&(d?e.length=d:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/para\
meters/maxMsgNum","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/maxMsgNum/anyO\
f"),r++)}if(g.timeout!==void 0&&a.call(g,"timeout")){let v=g.timeout;const d=r;let m=!1;const k=r;typeof v=="number"&&!(v%
1)&&!isNaN(v)&&isFinite(v)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/timeout","#/properties/inputs/properties/trigger\
s/items/anyOf/1/properties/parameters/properties/timeout/anyOf/0/type"),r++),typeof v=="number"&&isFinite(v)&&((v>60||isNaN(
v))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/timeout","#/properties/inputs/properties/triggers/items/anyOf/1/propert\
ies/parameters/properties/timeout/anyOf/0/maximum"),r++),(v<1||isNaN(v))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/ti\
meout","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/timeout/anyOf/0/minimum"),
r++));var ke=k===r;if(m=m||ke,!m){const q=r;u(v,{instancePath:i+"/inputs/triggers/"+y+"/parameters/timeout",parentData:g,
parentDataProperty:"timeout",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var ke=q===r;m=m||ke}m?(r=
d,e!==null&&(d?e.length=d:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/timeout","#/properties/inputs/properties/\
triggers/items/anyOf/1/properties/parameters/properties/timeout/anyOf"),r++)}if(g.offset!==void 0&&a.call(g,"offset")){let v=g.
offset;const d=r;let m=!1;const k=r;v==="earliest"||v==="latest"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/offset","#\
/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/offset/anyOf/0/enum"),r++);var we=k===
r;if(m=m||we,!m){const q=r;u(v,{instancePath:i+"/inputs/triggers/"+y+"/parameters/offset",parentData:g,parentDataProperty:"\
offset",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var we=q===r;m=m||we}m?(r=d,e!==null&&(d?e.length=
d:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/offset","#/properties/inputs/properties/triggers/items/anyOf/1/pr\
operties/parameters/properties/offset/anyOf"),r++)}if(g.retry!==void 0&&a.call(g,"retry")){let v=g.retry;const d=r;let m=!1;
const k=r;typeof v=="number"&&!(v%1)&&!isNaN(v)&&isFinite(v)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/retry","#/prop\
erties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/retry/anyOf/0/type"),r++),typeof v=="nu\
mber"&&isFinite(v)&&((v>1e4||isNaN(v))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/retry","#/properties/inputs/properti\
es/triggers/items/anyOf/1/properties/parameters/properties/retry/anyOf/0/maximum"),r++),(v<1||isNaN(v))&&(e=s(e,i+"/inpu\
ts/triggers/"+y+"/parameters/retry","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/propert\
ies/retry/anyOf/0/minimum"),r++));var Ie=k===r;if(m=m||Ie,!m){const q=r;u(v,{instancePath:i+"/inputs/triggers/"+y+"/para\
meters/retry",parentData:g,parentDataProperty:"retry",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var Ie=q===r;m=m||Ie}m?(r=d,e!==null&&(d?e.length=d:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/retry","#/prope\
rties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/retry/anyOf"),r++)}if(g.enable!==void 0&&
a.call(g,"enable")){let v=g.enable;v!==!0&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/enable","#/properties/inputs/prop\
erties/triggers/items/anyOf/1/properties/parameters/properties/enable/const"),r++);const d=r;let m=!1;const k=r;typeof v!=
"boolean"&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/enable","#/properties/inputs/properties/triggers/items/anyOf/1/pr\
operties/parameters/properties/enable/anyOf/0/type"),r++);var Be=k===r;if(m=m||Be,!m){const q=r;u(v,{instancePath:i+"/in\
puts/triggers/"+y+"/parameters/enable",parentData:g,parentDataProperty:"enable",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var Be=q===r;m=m||Be}m?(r=d,e!==null&&(d?e.length=d:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/para\
meters/enable","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/enable/anyOf"),r++)}
if(g.easConfig!==void 0&&a.call(g,"easConfig")){let v=g.easConfig;if(v&&typeof v=="object"&&!Array.isArray(v)){(v.user===
void 0||!a.call(v,"user"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig","#/properties/inputs/properties/trigg\
ers/items/anyOf/1/properties/parameters/properties/easConfig/required","user"),r++),(v.password===void 0||!a.call(v,"pas\
sword"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig","#/properties/inputs/properties/triggers/items/anyOf/1/\
properties/parameters/properties/easConfig/required","password"),r++);for(const d of Object.keys(v))d==="user"||d==="pas\
sword"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig","#/properties/inputs/properties/triggers/items/anyOf/1/pr\
operties/parameters/properties/easConfig/additionalProperties",d),r++);if(v.user!==void 0&&a.call(v,"user")){let d=v.user;
const m=r;let k=!1;const q=r;typeof d=="string"?tr.test(d)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig/user",
"#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/easConfig/properties/user/anyOf/\
0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig/user","#/properties/inputs/properties/triggers/it\
ems/anyOf/1/properties/parameters/properties/easConfig/properties/user/anyOf/0/type"),r++);var Me=q===r;if(k=k||Me,!k){const W=r;
u(d,{instancePath:i+"/inputs/triggers/"+y+"/parameters/easConfig/user",parentData:v,parentDataProperty:"user",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Me=W===r;k=k||Me}k?(r=m,e!==null&&(m?e.length=m:e=null)):(e=s(e,
i+"/inputs/triggers/"+y+"/parameters/easConfig/user","#/properties/inputs/properties/triggers/items/anyOf/1/properties/p\
arameters/properties/easConfig/properties/user/anyOf"),r++)}if(v.password!==void 0&&a.call(v,"password")){let d=v.password;
const m=r;let k=!1;const q=r;typeof d=="string"?tr.test(d)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig/passwo\
rd","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/easConfig/properties/passwor\
d/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig/password","#/properties/inputs/properties\
/triggers/items/anyOf/1/properties/parameters/properties/easConfig/properties/password/anyOf/0/type"),r++);var ze=q===r;
if(k=k||ze,!k){const W=r;u(d,{instancePath:i+"/inputs/triggers/"+y+"/parameters/easConfig/password",parentData:v,parentDataProperty:"\
password",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var ze=W===r;k=k||ze}k?(r=m,e!==null&&(m?e.length=
m:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig/password","#/properties/inputs/properties/triggers/item\
s/anyOf/1/properties/parameters/properties/easConfig/properties/password/anyOf"),r++)}}else e=s(e,i+"/inputs/triggers/"+
y+"/parameters/easConfig","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/easCon\
fig/type"),r++}}else e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/\
properties/parameters/type"),r++}}else e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyO\
f/1/type"),r++;var Ye=U===r;if(L=L||Ye,!L){const g=r;if(c&&typeof c=="object"&&!Array.isArray(c)){(c.type===void 0||!a.call(
c,"type"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/2/required","type"),r++),
(c.function===void 0||!a.call(c,"function"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/it\
ems/anyOf/2/required","function"),r++),(c.parameters===void 0||!a.call(c,"parameters"))&&(e=s(e,i+"/inputs/triggers/"+y,
"#/properties/inputs/properties/triggers/items/anyOf/2/required","parameters"),r++);for(const d of Object.keys(c))d==="t\
ype"||d==="function"||d==="parameters"||(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/an\
yOf/2/additionalProperties",d),r++);if(c.type!==void 0&&a.call(c,"type")){let d=c.type;const m=r;let k=!1;const q=r;d!==
"timer"&&(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs/properties/triggers/items/anyOf/2/properties/type/a\
nyOf/0/enum"),r++);var Re=q===r;if(k=k||Re,!k){const W=r;u(d,{instancePath:i+"/inputs/triggers/"+y+"/type",parentData:c,
parentDataProperty:"type",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Re=W===r;k=k||Re}k?(r=m,
e!==null&&(m?e.length=m:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs/properties/triggers/items/a\
nyOf/2/properties/type/anyOf"),r++)}if(c.function!==void 0&&a.call(c,"function")){let d=c.function;const m=r;let k=!1;const q=r;
typeof d=="string"?Ke.test(d)||(e=s(e,i+"/inputs/triggers/"+y+"/function","#/properties/inputs/properties/triggers/items\
/anyOf/2/properties/function/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/function","#/properties/inputs/prop\
erties/triggers/items/anyOf/2/properties/function/anyOf/0/type"),r++);var Ve=q===r;if(k=k||Ve,!k){const W=r;u(d,{instancePath:i+
"/inputs/triggers/"+y+"/function",parentData:c,parentDataProperty:"function",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var Ve=W===r;k=k||Ve}k?(r=m,e!==null&&(m?e.length=m:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/func\
tion","#/properties/inputs/properties/triggers/items/anyOf/2/properties/function/anyOf"),r++)}if(c.parameters!==void 0&&
a.call(c,"parameters")){let d=c.parameters;if(d&&typeof d=="object"&&!Array.isArray(d)){(d.name===void 0||!a.call(d,"nam\
e"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/2/properties/par\
ameters/required","name"),r++),(d.cronExpression===void 0||!a.call(d,"cronExpression"))&&(e=s(e,i+"/inputs/triggers/"+y+
"/parameters","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/required","cronExpression"),r++),
(d.enable===void 0||!a.call(d,"enable"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/t\
riggers/items/anyOf/2/properties/parameters/required","enable"),r++);for(const m of Object.keys(d))m==="name"||m==="cron\
Expression"||m==="argument"||m==="enable"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/\
triggers/items/anyOf/2/properties/parameters/additionalProperties",m),r++);if(d.name!==void 0&&a.call(d,"name")){let m=d.
name;const k=r;let q=!1;const W=r;typeof m=="string"?rr.test(m)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/name","#/pr\
operties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/name/anyOf/0/pattern"),r++):(e=s(e,i+
"/inputs/triggers/"+y+"/parameters/name","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/pr\
operties/name/anyOf/0/type"),r++);var Ne=W===r;if(q=q||Ne,!q){const De=r;u(m,{instancePath:i+"/inputs/triggers/"+y+"/par\
ameters/name",parentData:d,parentDataProperty:"name",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Ne=De===
r;q=q||Ne}q?(r=k,e!==null&&(k?e.length=k:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/name","#/properties/inputs\
/properties/triggers/items/anyOf/2/properties/parameters/properties/name/anyOf"),r++)}if(d.cronExpression!==void 0&&a.call(
d,"cronExpression")){let m=d.cronExpression;const k=r;let q=!1;const W=r;typeof m=="string"?dr.test(m)||(e=s(e,i+"/input\
s/triggers/"+y+"/parameters/cronExpression","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters\
/properties/cronExpression/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/cronExpression","#/propert\
ies/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/cronExpression/anyOf/0/type"),r++);var $e=W===
r;if(q=q||$e,!q){const De=r;u(m,{instancePath:i+"/inputs/triggers/"+y+"/parameters/cronExpression",parentData:d,parentDataProperty:"\
cronExpression",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var $e=De===r;q=q||$e}q?(r=k,e!==null&&
(k?e.length=k:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/cronExpression","#/properties/inputs/properties/trigg\
ers/items/anyOf/2/properties/parameters/properties/cronExpression/anyOf"),r++)}if(d.argument!==void 0&&a.call(d,"argumen\
t")){let m=d.argument;const k=r;let q=!1;const W=r;typeof m=="string"?vr.test(m)||(e=s(e,i+"/inputs/triggers/"+y+"/param\
eters/argument","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/argument/anyOf/0\
/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/argument","#/properties/inputs/properties/triggers/items/any\
Of/2/properties/parameters/properties/argument/anyOf/0/type"),r++);var Ce=W===r;if(q=q||Ce,!q){const De=r;u(m,{instancePath:i+
"/inputs/triggers/"+y+"/parameters/argument",parentData:d,parentDataProperty:"argument",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var Ce=De===r;q=q||Ce}q?(r=k,e!==null&&(k?e.length=k:e=null)):(e=s(e,i+"/inputs/triggers/"+
y+"/parameters/argument","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/argumen\
t/anyOf"),r++)}if(d.enable!==void 0&&a.call(d,"enable")){let m=d.enable;m!==!0&&(e=s(e,i+"/inputs/triggers/"+y+"/paramet\
ers/enable","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/enable/const"),r++);
const k=r;let q=!1;const W=r;typeof m!="boolean"&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/enable","#/properties/inpu\
ts/properties/triggers/items/anyOf/2/properties/parameters/properties/enable/anyOf/0/type"),r++);var Qe=W===r;if(q=q||Qe,
!q){const De=r;u(m,{instancePath:i+"/inputs/triggers/"+y+"/parameters/enable",parentData:d,parentDataProperty:"enable",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Qe=De===r;q=q||Qe}q?(r=k,e!==null&&(k?e.length=k:e=null)):(e=s(e,
i+"/inputs/triggers/"+y+"/parameters/enable","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameter\
s/properties/enable/anyOf"),r++)}}else e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/trigg\
ers/items/anyOf/2/properties/parameters/type"),r++}}else e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/t\
riggers/items/anyOf/2/type"),r++;var Ye=g===r;L=L||Ye}}L?(r=O,e!==null&&(O?e.length=O:e=null)):(e=s(e,i+"/inputs/trigger\
s/"+y,"#/properties/inputs/properties/triggers/items/anyOf"),r++)}}else e=s(e,i+"/inputs/triggers","#/properties/inputs/\
properties/triggers/type"),r++}}else e=s(e,i+"/inputs","#/properties/inputs/type"),r++}}else e=s(e,i,"#/type"),r++;return sr.
errors=e,r===0}function s(p,i,C,N){const f={instancePath:i,schemaPath:C,...N!==void 0&&{name:N}};return p===null?[f]:(p.
push(f),p)}
