// Generated from deploy/serverless.schema.json by `npm run generate`. Do not edit.
// Contains code of these packages: ajv
// @ts-nocheck
export const validateDeclaration=mr;const a=Object.prototype.hasOwnProperty,Ar=new RegExp("\\$\\{env:[A-Za-z_]","u");function u(p,{
instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;return typeof p=="string"?Ar.test(p)||
(e=s(e,i,"#/pattern"),r++):(e=s(e,i,"#/type"),r++),u.errors=e,r===0}const vr=new RegExp("^[a-z]{2,3}(?:-[a-z0-9]{1,20}){\
1,3}$","u");function G(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;
let l=!1;const t=r;typeof p=="string"?vr.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===
r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;
p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),G.errors=e,r===0}function W(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){
const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),W.errors=e,r===0}const Rr=new RegExp("^[!-+\\--~]{1,200}$","u");function j(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Rr.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="nu\
mber"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/cons\
t"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),j.errors=e,r===0}const Xe=new RegExp("^[!-~]{1,200}$","u");function X(p,{instancePath:i="",parentData:C,
parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Xe.test(p)||(e=s(e,
i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(
p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===
r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),X.errors=
e,r===0}function F(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;
const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++),p==="plain"||p==="scram-sha-256"||p==="scram-sha-512"||(e=
s(e,i,"#/anyOf/0/enum"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/ty\
pe"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;
u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),F.errors=e,r===0}function J(p,{
instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!=
"string"&&(e=s(e,i,"#/anyOf/0/type"),r++),p==="on"||p==="off"||(e=s(e,i,"#/anyOf/0/enum"),r++);var n=t===r;if(l=l||n,!l){
const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),J.errors=e,r===0}function H(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){
const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),H.errors=e,r===0}function Q(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){
const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),Q.errors=e,r===0}function V(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){
const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=
s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),V.errors=e,r===0}const Ir=new RegExp("^[0-9]{5,20}$","u");function w(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Ir.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="nu\
mber"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/cons\
t"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),w.errors=e,r===0}function z(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,
r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;
typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#\
/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):
(e=s(e,i,"#/anyOf"),r++),z.errors=e,r===0}const Ge=new RegExp("^[0-9]{1,9}$","u");function se(p,{instancePath:i="",parentData:C,
parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Ge.test(p)||(e=s(e,
i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&!(p%
1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>1e4||isNaN(p))&&(e=s(e,
i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var n=A===r;if(l=l||n,!l){const I=r;p!==
""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),se.errors=e,r===0}function B(p,{instancePath:i="",parentData:C,parentDataProperty:M,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Ge.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),
r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(
p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>100||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),
(p<1||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/con\
st"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),B.errors=e,r===0}function $(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,
r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Ge.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/t\
ype"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"#/anyOf/1/t\
ype"),r++),typeof p=="number"&&isFinite(p)&&((p>6e4||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(p))&&(e=s(
e,i,"#/anyOf/1/minimum"),r++));var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;
if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),$.errors=
e,r===0}function Z(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;
const t=r;typeof p=="string"?Ge.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;
if(l=l||n,!l){const A=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="n\
umber"&&isFinite(p)&&((p>6e5||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),
r++));var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(
p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===
r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),Z.errors=e,r===0}function h(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Ge.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="nu\
mber"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>6e4||isNaN(p))&&
(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var n=A===r;if(l=l||n,!l){const I=r;
p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),h.errors=e,r===0}function ee(p,{instancePath:i="",parentData:C,parentDataProperty:M,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Ge.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),
r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(
p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>6e4||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),
(p<100||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/c\
onst"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),ee.errors=e,r===0}function ye(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Ge.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"\
#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p)||(e=s(e,i,"\
#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>1e3||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),r++),(p<1||isNaN(
p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===
r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),ye.errors=
e,r===0}const Mr=new RegExp("^https?:\\/\\/[\\w.:[\\]-]{1,100}(?:\\/[\\w.~%+,:@()'/-]{0,200})?$","u");function re(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Mr.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="nu\
mber"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/cons\
t"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),re.errors=e,r===0}const Cr=new RegExp("^cos:\\/\\/[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?-[0-9]{5,20}$","\
u");function le(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;
const t=r;typeof p=="string"?Cr.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;
if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;
p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),le.errors=e,r===0}function ue(p,{instancePath:i="",parentData:C,parentDataProperty:M,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++),p==="o\
n"||p==="off"||(e=s(e,i,"#/anyOf/0/enum"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(
e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=
l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),
r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),ue.errors=e,r===
0}const dr=new RegExp("^[A-Za-z0-9._-]{1,128}$","u");function _e(p,{instancePath:i="",parentData:C,parentDataProperty:M,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?dr.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),
r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/an\
yOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){
const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=
e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),_e.errors=e,r===0}
function ce(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;
typeof p=="string"?dr.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,
!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&
(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),ce.errors=e,r===0}function ve(p,{instancePath:i="",parentData:C,parentDataProperty:M,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Xe.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),
r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/an\
yOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){
const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=
e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),ve.errors=e,r===0}
function de(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;
typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++),p==="on"||p==="off"||(e=s(e,i,"#/anyOf/0/enum"),r++);var n=t===r;if(l=
l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;
p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),de.errors=e,r===0}function ie(p,{instancePath:i="",parentData:C,parentDataProperty:M,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===
r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;
p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=
o:e=null)):(e=s(e,i,"#/anyOf"),r++),ie.errors=e,r===0}function Se(p,{instancePath:i="",parentData:C,parentDataProperty:M,
rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Ge.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),
r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(
p)||(e=s(e,i,"#/anyOf/1/type"),r++),typeof p=="number"&&isFinite(p)&&((p>2592e3||isNaN(p))&&(e=s(e,i,"#/anyOf/1/maximum"),
r++),(p<60||isNaN(p))&&(e=s(e,i,"#/anyOf/1/minimum"),r++));var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf\
/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):
(e=s(e,i,"#/anyOf"),r++),Se.errors=e,r===0}function Oe(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(e,i,"#/anyOf/0/type"),r++),p==="cam"||p==="jwt"||(e=
s(e,i,"#/anyOf/0/enum"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/ty\
pe"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;
u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),Oe.errors=e,r===0}function Te(p,{
instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p==
"string"?Xe.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;
typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#\
/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):
(e=s(e,i,"#/anyOf"),r++),Te.errors=e,r===0}function Ee(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Xe.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"\
#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);
var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,
parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}
return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),Ee.errors=e,r===0}function ge(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(
e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),
r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(
p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===
r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),ge.errors=e,r===0}function me(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p!="string"&&(e=s(
e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),
r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(
p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===
r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),me.errors=e,r===0}function Ae(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Xe.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="nu\
mber"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/cons\
t"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),Ae.errors=e,r===0}function Re(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Xe.test(p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"\
#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="number"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);
var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/const"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,
parentData:C,parentDataProperty:M,rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}
return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,i,"#/anyOf"),r++),Re.errors=e,r===0}function Ie(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;const o=r;let l=!1;const t=r;typeof p=="string"?Xe.test(
p)||(e=s(e,i,"#/anyOf/0/pattern"),r++):(e=s(e,i,"#/anyOf/0/type"),r++);var n=t===r;if(l=l||n,!l){const A=r;typeof p=="nu\
mber"&&isFinite(p)||(e=s(e,i,"#/anyOf/1/type"),r++);var n=A===r;if(l=l||n,!l){const I=r;p!==""&&(e=s(e,i,"#/anyOf/2/cons\
t"),r++);var n=I===r;if(l=l||n,!l){const N=r;u(p,{instancePath:i,parentData:C,parentDataProperty:M,rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var n=N===r;l=l||n}}}return l?(r=o,e!==null&&(o?e.length=o:e=null)):(e=s(e,
i,"#/anyOf"),r++),Ie.errors=e,r===0}function $e(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;if(Array.isArray(p)){const l=p.length;for(let t=0;t<l;t++){let n=p[t];const A=r;let d=!1;const I=r;if(n&&
typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/0/required","ke\
y"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/0/required","value"),r++);for(const pe of Object.
keys(n))pe==="key"||pe==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/0/additionalProperties",pe),r++);n.key!==void 0&&a.call(
n,"key")&&n.key!=="REGION"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/0/properties/key/const"),r++),n.value!==void 0&&a.call(
n,"value")&&(G(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?
G.errors:e.concat(G.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/0/type"),r++;var o=I===r;if(d=d||o,!d){const pe=r;
if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/1/require\
d","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/1/required","value"),r++);for(const ae of Object.
keys(n))ae==="key"||ae==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/1/additionalProperties",ae),r++);n.key!==void 0&&a.call(
n,"key")&&n.key!=="TOPICS_URL"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/1/properties/key/const"),r++),n.value!==void 0&&a.call(
n,"value")&&(W(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?
W.errors:e.concat(W.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/1/type"),r++;var o=pe===r;if(d=d||o,!d){const ae=r;
if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/2/require\
d","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/2/required","value"),r++);for(const oe of Object.
keys(n))oe==="key"||oe==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/2/additionalProperties",oe),r++);n.key!==void 0&&a.call(
n,"key")&&n.key!=="TOPICS_USER"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/2/properties/key/const"),r++),n.value!==void 0&&a.
call(n,"value")&&(j(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===
null?j.errors:e.concat(j.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/2/type"),r++;var o=ae===r;if(d=d||o,!d){
const oe=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyO\
f/3/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/3/required","value"),r++);
for(const b of Object.keys(n))b==="key"||b==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/3/additionalProperties",b),r++);n.key!==
void 0&&a.call(n,"key")&&n.key!=="TOPICS_PASSWORD"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/3/properties/key/const"),r++),n.
value!==void 0&&a.call(n,"value")&&(X(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||
(e=e===null?X.errors:e.concat(X.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/3/type"),r++;var o=oe===r;if(d=d||
o,!d){const b=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items\
/anyOf/4/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/4/required","value"),
r++);for(const K of Object.keys(n))K==="key"||K==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/4/additionalProperties",K),r++);
n.key!==void 0&&a.call(n,"key")&&n.key!=="TOPICS_SASL_MECHANISM"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/4/properties/key/\
const"),r++),n.value!==void 0&&a.call(n,"value")&&(F(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"\
value",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/4/type"),r++;
var o=b===r;if(d=d||o,!d){const K=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=
s(e,i+"/"+t,"#/items/anyOf/5/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf\
/5/required","value"),r++);for(const fe of Object.keys(n))fe==="key"||fe==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/5/addi\
tionalProperties",fe),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="TOPICS_TLS"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/5\
/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(J(n.value,{instancePath:i+"/"+t+"/value",parentData:n,
parentDataProperty:"value",rootData:f})||(e=e===null?J.errors:e.concat(J.errors),r=e.length))}else e=s(e,i+"/"+t,"#/item\
s/anyOf/5/type"),r++;var o=K===r;if(d=d||o,!d){const fe=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||
!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/6/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,
i+"/"+t,"#/items/anyOf/6/required","value"),r++);for(const Me of Object.keys(n))Me==="key"||Me==="value"||(e=s(e,i+"/"+t,
"#/items/anyOf/6/additionalProperties",Me),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="TOPICS_CA"&&(e=s(e,i+"/"+t+"/k\
ey","#/items/anyOf/6/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(H(n.value,{instancePath:i+"/"+t+"\
/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?H.errors:e.concat(H.errors),r=e.length))}else e=
s(e,i+"/"+t,"#/items/anyOf/6/type"),r++;var o=fe===r;if(d=d||o,!d){const Me=r;if(n&&typeof n=="object"&&!Array.isArray(n)){
(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/7/required","key"),r++),(n.value===void 0||!a.call(n,"\
value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/7/required","value"),r++);for(const Ce of Object.keys(n))Ce==="key"||Ce==="value"||
(e=s(e,i+"/"+t,"#/items/anyOf/7/additionalProperties",Ce),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="MARKER_KEYS"&&(e=
s(e,i+"/"+t+"/key","#/items/anyOf/7/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(Q(n.value,{instancePath:i+
"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?Q.errors:e.concat(Q.errors),r=e.length))}else
e=s(e,i+"/"+t,"#/items/anyOf/7/type"),r++;var o=Me===r;if(d=d||o,!d){const Ce=r;if(n&&typeof n=="object"&&!Array.isArray(
n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/8/required","key"),r++),(n.value===void 0||!a.call(
n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/8/required","value"),r++);for(const Ne of Object.keys(n))Ne==="key"||Ne==="va\
lue"||(e=s(e,i+"/"+t,"#/items/anyOf/8/additionalProperties",Ne),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="API_ENDPO\
INT"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/8/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(V(n.value,
{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?V.errors:e.concat(V.errors),
r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/8/type"),r++;var o=Ce===r;if(d=d||o,!d){const Ne=r;if(n&&typeof n=="objec\
t"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/9/required","key"),r++),(n.value===
void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/9/required","value"),r++);for(const ke of Object.keys(n))ke===
"key"||ke==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/9/additionalProperties",ke),r++);n.key!==void 0&&a.call(n,"key")&&n.key!==
"ACCOUNT_UIN"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/9/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(w(
n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?w.errors:e.concat(
w.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/9/type"),r++;var o=Ne===r;if(d=d||o,!d){const ke=r;if(n&&typeof n==
"object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/10/required","key"),r++),
(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/10/required","value"),r++);for(const De of Object.
keys(n))De==="key"||De==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/10/additionalProperties",De),r++);n.key!==void 0&&a.call(
n,"key")&&n.key!=="FORMER_ACCOUNT_UINS"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/10/properties/key/const"),r++),n.value!==void 0&&
a.call(n,"value")&&(z(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===
null?z.errors:e.concat(z.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/10/type"),r++;var o=ke===r;if(d=d||o,!d){
const De=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyO\
f/11/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/11/required","value"),r++);
for(const be of Object.keys(n))be==="key"||be==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/11/additionalProperties",be),r++);
n.key!==void 0&&a.call(n,"key")&&n.key!=="KEYS_PER_TENANT_MAX"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/11/properties/key/c\
onst"),r++),n.value!==void 0&&a.call(n,"value")&&(se(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"\
value",rootData:f})||(e=e===null?se.errors:e.concat(se.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/11/type"),
r++;var o=De===r;if(d=d||o,!d){const be=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&
(e=s(e,i+"/"+t,"#/items/anyOf/12/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/a\
nyOf/12/required","value"),r++);for(const Ue of Object.keys(n))Ue==="key"||Ue==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/1\
2/additionalProperties",Ue),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="RETRY_ATTEMPTS_MAX"&&(e=s(e,i+"/"+t+"/key","#\
/items/anyOf/12/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(B(n.value,{instancePath:i+"/"+t+"/valu\
e",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=e.length))}else e=s(e,
i+"/"+t,"#/items/anyOf/12/type"),r++;var o=be===r;if(d=d||o,!d){const Ue=r;if(n&&typeof n=="object"&&!Array.isArray(n)){
(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/13/required","key"),r++),(n.value===void 0||!a.call(n,
"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/13/required","value"),r++);for(const Le of Object.keys(n))Le==="key"||Le==="val\
ue"||(e=s(e,i+"/"+t,"#/items/anyOf/13/additionalProperties",Le),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="RETRY_DEL\
AY_MS_MIN"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/13/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&($(
n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?$.errors:e.concat(
$.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/13/type"),r++;var o=Ue===r;if(d=d||o,!d){const Le=r;if(n&&typeof n==
"object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/14/required","key"),r++),
(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/14/required","value"),r++);for(const Ye of Object.
keys(n))Ye==="key"||Ye==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/14/additionalProperties",Ye),r++);n.key!==void 0&&a.call(
n,"key")&&n.key!=="RETRY_DELAY_MS_MAX"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/14/properties/key/const"),r++),n.value!==void 0&&
a.call(n,"value")&&(Z(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===
null?Z.errors:e.concat(Z.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/14/type"),r++;var o=Le===r;if(d=d||o,!d){
const Ye=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyO\
f/15/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/15/required","value"),r++);
for(const Pe of Object.keys(n))Pe==="key"||Pe==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/15/additionalProperties",Pe),r++);
n.key!==void 0&&a.call(n,"key")&&n.key!=="ATTEMPT_MS_MIN"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/15/properties/key/const"),
r++),n.value!==void 0&&a.call(n,"value")&&(h(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"val\
ue",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/15/type"),r++;var o=Ye===
r;if(d=d||o,!d){const Pe=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+
t,"#/items/anyOf/16/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/16/requi\
red","value"),r++);for(const qe of Object.keys(n))qe==="key"||qe==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/16/additionalP\
roperties",qe),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="SETTLE_MS"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/16/proper\
ties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(ee(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"\
value",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/16/type"),
r++;var o=Pe===r;if(d=d||o,!d){const qe=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&
(e=s(e,i+"/"+t,"#/items/anyOf/17/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/a\
nyOf/17/required","value"),r++);for(const Ke of Object.keys(n))Ke==="key"||Ke==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/1\
7/additionalProperties",Ke),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="REDRIVES_MAX"&&(e=s(e,i+"/"+t+"/key","#/items\
/anyOf/17/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(ye(n.value,{instancePath:i+"/"+t+"/value",parentData:n,
parentDataProperty:"value",rootData:f})||(e=e===null?ye.errors:e.concat(ye.errors),r=e.length))}else e=s(e,i+"/"+t,"#/it\
ems/anyOf/17/type"),r++;var o=qe===r;if(d=d||o,!d){const Ke=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||
!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/18/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,
i+"/"+t,"#/items/anyOf/18/required","value"),r++);for(const xe of Object.keys(n))xe==="key"||xe==="value"||(e=s(e,i+"/"+
t,"#/items/anyOf/18/additionalProperties",xe),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="DOCS_URL"&&(e=s(e,i+"/"+t+"\
/key","#/items/anyOf/18/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(re(n.value,{instancePath:i+"/"+
t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?re.errors:e.concat(re.errors),r=e.length))}else
e=s(e,i+"/"+t,"#/items/anyOf/18/type"),r++;var o=Ke===r;if(d=d||o,!d){const xe=r;if(n&&typeof n=="object"&&!Array.isArray(
n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/19/required","key"),r++),(n.value===void 0||!a.call(
n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/19/required","value"),r++);for(const D of Object.keys(n))D==="key"||D==="valu\
e"||(e=s(e,i+"/"+t,"#/items/anyOf/19/additionalProperties",D),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="STATUS_STOR\
E"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/19/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(le(n.value,
{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?le.errors:e.concat(le.errors),
r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/19/type"),r++;var o=xe===r;if(d=d||o,!d){const D=r;if(n&&typeof n=="objec\
t"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/20/required","key"),r++),(n.value===
void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/20/required","value"),r++);for(const g of Object.keys(n))g===
"key"||g==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/20/additionalProperties",g),r++);n.key!==void 0&&a.call(n,"key")&&n.key!==
"STATUS_OF_QUEUE"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/20/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&
(ue(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?ue.errors:e.
concat(ue.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/20/type"),r++;var o=D===r;if(d=d||o,!d){const g=r;if(n&&
typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/21/required","k\
ey"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/21/required","value"),r++);for(const _ of Object.
keys(n))_==="key"||_==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/21/additionalProperties",_),r++);n.key!==void 0&&a.call(n,
"key")&&n.key!=="REQUESTS_TOPIC"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/21/properties/key/const"),r++),n.value!==void 0&&
a.call(n,"value")&&(_e(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===
null?_e.errors:e.concat(_e.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/21/type"),r++;var o=g===r;if(d=d||o,!d){
const _=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf\
/22/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/22/required","value"),r++);
for(const U of Object.keys(n))U==="key"||U==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/22/additionalProperties",U),r++);n.key!==
void 0&&a.call(n,"key")&&n.key!=="CMQ_TOPIC"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/22/properties/key/const"),r++),n.value!==
void 0&&a.call(n,"value")&&(ce(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||
(e=e===null?ce.errors:e.concat(ce.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/22/type"),r++;var o=_===r;if(d=
d||o,!d){const U=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/it\
ems/anyOf/23/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/23/required","v\
alue"),r++);for(const L of Object.keys(n))L==="key"||L==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/23/additionalProperties",
L),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="EVENTBRIDGE_SOURCE"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/23/propertie\
s/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(ve(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"\
value",rootData:f})||(e=e===null?ve.errors:e.concat(ve.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/23/type"),
r++;var o=U===r;if(d=d||o,!d){const L=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&
(e=s(e,i+"/"+t,"#/items/anyOf/24/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/a\
nyOf/24/required","value"),r++);for(const O of Object.keys(n))O==="key"||O==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/24/a\
dditionalProperties",O),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="INVOKED_REQUESTS"&&(e=s(e,i+"/"+t+"/key","#/items\
/anyOf/24/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(de(n.value,{instancePath:i+"/"+t+"/value",parentData:n,
parentDataProperty:"value",rootData:f})||(e=e===null?de.errors:e.concat(de.errors),r=e.length))}else e=s(e,i+"/"+t,"#/it\
ems/anyOf/24/type"),r++;var o=L===r;if(d=d||o,!d){const O=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||
!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/25/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,
i+"/"+t,"#/items/anyOf/25/required","value"),r++);for(const v of Object.keys(n))v==="key"||v==="value"||(e=s(e,i+"/"+t,"\
#/items/anyOf/25/additionalProperties",v),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="MESSAGE_KEYS"&&(e=s(e,i+"/"+t+"\
/key","#/items/anyOf/25/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(ie(n.value,{instancePath:i+"/"+
t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?ie.errors:e.concat(ie.errors),r=e.length))}else
e=s(e,i+"/"+t,"#/items/anyOf/25/type"),r++;var o=O===r;if(d=d||o,!d){const v=r;if(n&&typeof n=="object"&&!Array.isArray(
n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/26/required","key"),r++),(n.value===void 0||!a.call(
n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/26/required","value"),r++);for(const k of Object.keys(n))k==="key"||k==="valu\
e"||(e=s(e,i+"/"+t,"#/items/anyOf/26/additionalProperties",k),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="MESSAGE_AGE\
_S_MAX"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/26/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(Se(n.
value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?Se.errors:e.concat(
Se.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/26/type"),r++;var o=v===r;if(d=d||o,!d){const k=r;if(n&&typeof n==
"object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/27/required","key"),r++),
(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/27/required","value"),r++);for(const ne of Object.
keys(n))ne==="key"||ne==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/27/additionalProperties",ne),r++);n.key!==void 0&&a.call(
n,"key")&&n.key!=="AUTH"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/27/properties/key/const"),r++),n.value!==void 0&&a.call(n,
"value")&&(Oe(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?Oe.
errors:e.concat(Oe.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/27/type"),r++;var o=k===r;if(d=d||o,!d){const ne=r;
if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/28/requir\
ed","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/28/required","value"),r++);for(const He of Object.
keys(n))He==="key"||He==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/28/additionalProperties",He),r++);n.key!==void 0&&a.call(
n,"key")&&n.key!=="JWT_ISSUER"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/28/properties/key/const"),r++),n.value!==void 0&&a.
call(n,"value")&&(Te(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===
null?Te.errors:e.concat(Te.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/28/type"),r++;var o=ne===r;if(d=d||o,!d){
const He=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyO\
f/29/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/29/required","value"),r++);
for(const Qe of Object.keys(n))Qe==="key"||Qe==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/29/additionalProperties",Qe),r++);
n.key!==void 0&&a.call(n,"key")&&n.key!=="JWT_AUDIENCE"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/29/properties/key/const"),
r++),n.value!==void 0&&a.call(n,"value")&&(Ee(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"va\
lue",rootData:f})||(e=e===null?Ee.errors:e.concat(Ee.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/29/type"),r++;
var o=He===r;if(d=d||o,!d){const Qe=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=
s(e,i+"/"+t,"#/items/anyOf/30/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyO\
f/30/required","value"),r++);for(const Ve of Object.keys(n))Ve==="key"||Ve==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/30/a\
dditionalProperties",Ve),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="JWT_JWKS_URL"&&(e=s(e,i+"/"+t+"/key","#/items/an\
yOf/30/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(ge(n.value,{instancePath:i+"/"+t+"/value",parentData:n,
parentDataProperty:"value",rootData:f})||(e=e===null?ge.errors:e.concat(ge.errors),r=e.length))}else e=s(e,i+"/"+t,"#/it\
ems/anyOf/30/type"),r++;var o=Qe===r;if(d=d||o,!d){const Ve=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||
!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/31/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,
i+"/"+t,"#/items/anyOf/31/required","value"),r++);for(const we of Object.keys(n))we==="key"||we==="value"||(e=s(e,i+"/"+
t,"#/items/anyOf/31/additionalProperties",we),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="JWT_ALGORITHMS"&&(e=s(e,i+"\
/"+t+"/key","#/items/anyOf/31/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(me(n.value,{instancePath:i+
"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?me.errors:e.concat(me.errors),r=e.length))}else
e=s(e,i+"/"+t,"#/items/anyOf/31/type"),r++;var o=Ve===r;if(d=d||o,!d){const we=r;if(n&&typeof n=="object"&&!Array.isArray(
n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/32/required","key"),r++),(n.value===void 0||!a.call(
n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/32/required","value"),r++);for(const ze of Object.keys(n))ze==="key"||ze==="v\
alue"||(e=s(e,i+"/"+t,"#/items/anyOf/32/additionalProperties",ze),r++);n.key!==void 0&&a.call(n,"key")&&n.key!=="JWT_TEN\
ANT_CLAIM"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/32/properties/key/const"),r++),n.value!==void 0&&a.call(n,"value")&&(Ae(
n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===null?Ae.errors:e.concat(
Ae.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/32/type"),r++;var o=we===r;if(d=d||o,!d){const ze=r;if(n&&typeof n==
"object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyOf/33/required","key"),r++),
(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/33/required","value"),r++);for(const Be of Object.
keys(n))Be==="key"||Be==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/33/additionalProperties",Be),r++);n.key!==void 0&&a.call(
n,"key")&&n.key!=="JWT_SCOPE_CLAIM"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/33/properties/key/const"),r++),n.value!==void 0&&
a.call(n,"value")&&(Re(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"value",rootData:f})||(e=e===
null?Re.errors:e.concat(Re.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/33/type"),r++;var o=ze===r;if(d=d||o,!d){
const Be=r;if(n&&typeof n=="object"&&!Array.isArray(n)){(n.key===void 0||!a.call(n,"key"))&&(e=s(e,i+"/"+t,"#/items/anyO\
f/34/required","key"),r++),(n.value===void 0||!a.call(n,"value"))&&(e=s(e,i+"/"+t,"#/items/anyOf/34/required","value"),r++);
for(const cr of Object.keys(n))cr==="key"||cr==="value"||(e=s(e,i+"/"+t,"#/items/anyOf/34/additionalProperties",cr),r++);
n.key!==void 0&&a.call(n,"key")&&n.key!=="JWT_SERVICE_SCOPE"&&(e=s(e,i+"/"+t+"/key","#/items/anyOf/34/properties/key/con\
st"),r++),n.value!==void 0&&a.call(n,"value")&&(Ie(n.value,{instancePath:i+"/"+t+"/value",parentData:n,parentDataProperty:"\
value",rootData:f})||(e=e===null?Ie.errors:e.concat(Ie.errors),r=e.length))}else e=s(e,i+"/"+t,"#/items/anyOf/34/type"),
r++;var o=Be===r;d=d||o}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}d?(r=A,e!==null&&(A?e.length=A:e=null)):(e=s(e,i+"/"+t,"#/items\
/anyOf"),r++)}}else e=s(e,i,"#/type"),r++;return $e.errors=e,r===0}const Nr=new RegExp("^[\\w-]+(?:\\/[\\w-]+)*$","u"),kr=new RegExp(
"^[A-Za-z][\\w-]*\\.[A-Za-z][\\w-]*$","u"),Ze=new RegExp("^","u"),Fe=new RegExp("^[\\w.:/-]{0,200}$","u");function he(p,{
instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;if(p&&typeof p=="object"&&!Array.isArray(
p)){(p.variables===void 0||!a.call(p,"variables"))&&(e=s(e,i,"#/required","variables"),r++);for(const o of Object.keys(p))
o!=="variables"&&(e=s(e,i,"#/additionalProperties",o),r++);if(p.variables!==void 0&&a.call(p,"variables")){let o=p.variables;
if(o&&typeof o=="object"&&!Array.isArray(o)){for(const l of Object.keys(o))a.call({REGION:0,TOPICS_URL:0,TOPICS_USER:0,TOPICS_PASSWORD:0,
TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,FORMER_ACCOUNT_UINS:0,KEYS_PER_TENANT_MAX:0,
RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0,REDRIVES_MAX:0,DOCS_URL:0,STATUS_STORE:0,
STATUS_OF_QUEUE:0,REQUESTS_TOPIC:0,CMQ_TOPIC:0,EVENTBRIDGE_SOURCE:0,INVOKED_REQUESTS:0,MESSAGE_KEYS:0,MESSAGE_AGE_S_MAX:0,
AUTH:0,JWT_ISSUER:0,JWT_AUDIENCE:0,JWT_JWKS_URL:0,JWT_ALGORITHMS:0,JWT_TENANT_CLAIM:0,JWT_SCOPE_CLAIM:0,JWT_SERVICE_SCOPE:0},
l)||(e=s(e,i+"/variables","#/properties/variables/additionalProperties",l),r++);o.REGION!==void 0&&a.call(o,"REGION")&&(G(
o.REGION,{instancePath:i+"/variables/REGION",parentData:o,parentDataProperty:"REGION",rootData:f})||(e=e===null?G.errors:
e.concat(G.errors),r=e.length)),o.TOPICS_URL!==void 0&&a.call(o,"TOPICS_URL")&&(W(o.TOPICS_URL,{instancePath:i+"/variabl\
es/TOPICS_URL",parentData:o,parentDataProperty:"TOPICS_URL",rootData:f})||(e=e===null?W.errors:e.concat(W.errors),r=e.length)),
o.TOPICS_USER!==void 0&&a.call(o,"TOPICS_USER")&&(j(o.TOPICS_USER,{instancePath:i+"/variables/TOPICS_USER",parentData:o,
parentDataProperty:"TOPICS_USER",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.length)),o.TOPICS_PASSWORD!==
void 0&&a.call(o,"TOPICS_PASSWORD")&&(X(o.TOPICS_PASSWORD,{instancePath:i+"/variables/TOPICS_PASSWORD",parentData:o,parentDataProperty:"\
TOPICS_PASSWORD",rootData:f})||(e=e===null?X.errors:e.concat(X.errors),r=e.length)),o.TOPICS_SASL_MECHANISM!==void 0&&a.
call(o,"TOPICS_SASL_MECHANISM")&&(F(o.TOPICS_SASL_MECHANISM,{instancePath:i+"/variables/TOPICS_SASL_MECHANISM",parentData:o,
parentDataProperty:"TOPICS_SASL_MECHANISM",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.length)),o.TOPICS_TLS!==
void 0&&a.call(o,"TOPICS_TLS")&&(J(o.TOPICS_TLS,{instancePath:i+"/variables/TOPICS_TLS",parentData:o,parentDataProperty:"\
TOPICS_TLS",rootData:f})||(e=e===null?J.errors:e.concat(J.errors),r=e.length)),o.TOPICS_CA!==void 0&&a.call(o,"TOPICS_CA")&&
(H(o.TOPICS_CA,{instancePath:i+"/variables/TOPICS_CA",parentData:o,parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?
H.errors:e.concat(H.errors),r=e.length)),o.MARKER_KEYS!==void 0&&a.call(o,"MARKER_KEYS")&&(Q(o.MARKER_KEYS,{instancePath:i+
"/variables/MARKER_KEYS",parentData:o,parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?Q.errors:e.concat(Q.errors),
r=e.length)),o.API_ENDPOINT!==void 0&&a.call(o,"API_ENDPOINT")&&(V(o.API_ENDPOINT,{instancePath:i+"/variables/API_ENDPOI\
NT",parentData:o,parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?V.errors:e.concat(V.errors),r=e.length)),o.
ACCOUNT_UIN!==void 0&&a.call(o,"ACCOUNT_UIN")&&(w(o.ACCOUNT_UIN,{instancePath:i+"/variables/ACCOUNT_UIN",parentData:o,parentDataProperty:"\
ACCOUNT_UIN",rootData:f})||(e=e===null?w.errors:e.concat(w.errors),r=e.length)),o.FORMER_ACCOUNT_UINS!==void 0&&a.call(o,
"FORMER_ACCOUNT_UINS")&&(z(o.FORMER_ACCOUNT_UINS,{instancePath:i+"/variables/FORMER_ACCOUNT_UINS",parentData:o,parentDataProperty:"\
FORMER_ACCOUNT_UINS",rootData:f})||(e=e===null?z.errors:e.concat(z.errors),r=e.length)),o.KEYS_PER_TENANT_MAX!==void 0&&
a.call(o,"KEYS_PER_TENANT_MAX")&&(se(o.KEYS_PER_TENANT_MAX,{instancePath:i+"/variables/KEYS_PER_TENANT_MAX",parentData:o,
parentDataProperty:"KEYS_PER_TENANT_MAX",rootData:f})||(e=e===null?se.errors:e.concat(se.errors),r=e.length)),o.RETRY_ATTEMPTS_MAX!==
void 0&&a.call(o,"RETRY_ATTEMPTS_MAX")&&(B(o.RETRY_ATTEMPTS_MAX,{instancePath:i+"/variables/RETRY_ATTEMPTS_MAX",parentData:o,
parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=e.length)),o.RETRY_DELAY_MS_MIN!==
void 0&&a.call(o,"RETRY_DELAY_MS_MIN")&&($(o.RETRY_DELAY_MS_MIN,{instancePath:i+"/variables/RETRY_DELAY_MS_MIN",parentData:o,
parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===null?$.errors:e.concat($.errors),r=e.length)),o.RETRY_DELAY_MS_MAX!==
void 0&&a.call(o,"RETRY_DELAY_MS_MAX")&&(Z(o.RETRY_DELAY_MS_MAX,{instancePath:i+"/variables/RETRY_DELAY_MS_MAX",parentData:o,
parentDataProperty:"RETRY_DELAY_MS_MAX",rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),r=e.length)),o.ATTEMPT_MS_MIN!==
void 0&&a.call(o,"ATTEMPT_MS_MIN")&&(h(o.ATTEMPT_MS_MIN,{instancePath:i+"/variables/ATTEMPT_MS_MIN",parentData:o,parentDataProperty:"\
ATTEMPT_MS_MIN",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length)),o.SETTLE_MS!==void 0&&a.call(o,"SETTL\
E_MS")&&(ee(o.SETTLE_MS,{instancePath:i+"/variables/SETTLE_MS",parentData:o,parentDataProperty:"SETTLE_MS",rootData:f})||
(e=e===null?ee.errors:e.concat(ee.errors),r=e.length)),o.REDRIVES_MAX!==void 0&&a.call(o,"REDRIVES_MAX")&&(ye(o.REDRIVES_MAX,
{instancePath:i+"/variables/REDRIVES_MAX",parentData:o,parentDataProperty:"REDRIVES_MAX",rootData:f})||(e=e===null?ye.errors:
e.concat(ye.errors),r=e.length)),o.DOCS_URL!==void 0&&a.call(o,"DOCS_URL")&&(re(o.DOCS_URL,{instancePath:i+"/variables/D\
OCS_URL",parentData:o,parentDataProperty:"DOCS_URL",rootData:f})||(e=e===null?re.errors:e.concat(re.errors),r=e.length)),
o.STATUS_STORE!==void 0&&a.call(o,"STATUS_STORE")&&(le(o.STATUS_STORE,{instancePath:i+"/variables/STATUS_STORE",parentData:o,
parentDataProperty:"STATUS_STORE",rootData:f})||(e=e===null?le.errors:e.concat(le.errors),r=e.length)),o.STATUS_OF_QUEUE!==
void 0&&a.call(o,"STATUS_OF_QUEUE")&&(ue(o.STATUS_OF_QUEUE,{instancePath:i+"/variables/STATUS_OF_QUEUE",parentData:o,parentDataProperty:"\
STATUS_OF_QUEUE",rootData:f})||(e=e===null?ue.errors:e.concat(ue.errors),r=e.length)),o.REQUESTS_TOPIC!==void 0&&a.call(
o,"REQUESTS_TOPIC")&&(_e(o.REQUESTS_TOPIC,{instancePath:i+"/variables/REQUESTS_TOPIC",parentData:o,parentDataProperty:"R\
EQUESTS_TOPIC",rootData:f})||(e=e===null?_e.errors:e.concat(_e.errors),r=e.length)),o.CMQ_TOPIC!==void 0&&a.call(o,"CMQ_\
TOPIC")&&(ce(o.CMQ_TOPIC,{instancePath:i+"/variables/CMQ_TOPIC",parentData:o,parentDataProperty:"CMQ_TOPIC",rootData:f})||
(e=e===null?ce.errors:e.concat(ce.errors),r=e.length)),o.EVENTBRIDGE_SOURCE!==void 0&&a.call(o,"EVENTBRIDGE_SOURCE")&&(ve(
o.EVENTBRIDGE_SOURCE,{instancePath:i+"/variables/EVENTBRIDGE_SOURCE",parentData:o,parentDataProperty:"EVENTBRIDGE_SOURCE",
rootData:f})||(e=e===null?ve.errors:e.concat(ve.errors),r=e.length)),o.INVOKED_REQUESTS!==void 0&&a.call(o,"INVOKED_REQU\
ESTS")&&(de(o.INVOKED_REQUESTS,{instancePath:i+"/variables/INVOKED_REQUESTS",parentData:o,parentDataProperty:"INVOKED_RE\
QUESTS",rootData:f})||(e=e===null?de.errors:e.concat(de.errors),r=e.length)),o.MESSAGE_KEYS!==void 0&&a.call(o,"MESSAGE_\
KEYS")&&(ie(o.MESSAGE_KEYS,{instancePath:i+"/variables/MESSAGE_KEYS",parentData:o,parentDataProperty:"MESSAGE_KEYS",rootData:f})||
(e=e===null?ie.errors:e.concat(ie.errors),r=e.length)),o.MESSAGE_AGE_S_MAX!==void 0&&a.call(o,"MESSAGE_AGE_S_MAX")&&(Se(
o.MESSAGE_AGE_S_MAX,{instancePath:i+"/variables/MESSAGE_AGE_S_MAX",parentData:o,parentDataProperty:"MESSAGE_AGE_S_MAX",rootData:f})||
(e=e===null?Se.errors:e.concat(Se.errors),r=e.length)),o.AUTH!==void 0&&a.call(o,"AUTH")&&(Oe(o.AUTH,{instancePath:i+"/v\
ariables/AUTH",parentData:o,parentDataProperty:"AUTH",rootData:f})||(e=e===null?Oe.errors:e.concat(Oe.errors),r=e.length)),
o.JWT_ISSUER!==void 0&&a.call(o,"JWT_ISSUER")&&(Te(o.JWT_ISSUER,{instancePath:i+"/variables/JWT_ISSUER",parentData:o,parentDataProperty:"\
JWT_ISSUER",rootData:f})||(e=e===null?Te.errors:e.concat(Te.errors),r=e.length)),o.JWT_AUDIENCE!==void 0&&a.call(o,"JWT_\
AUDIENCE")&&(Ee(o.JWT_AUDIENCE,{instancePath:i+"/variables/JWT_AUDIENCE",parentData:o,parentDataProperty:"JWT_AUDIENCE",
rootData:f})||(e=e===null?Ee.errors:e.concat(Ee.errors),r=e.length)),o.JWT_JWKS_URL!==void 0&&a.call(o,"JWT_JWKS_URL")&&
(ge(o.JWT_JWKS_URL,{instancePath:i+"/variables/JWT_JWKS_URL",parentData:o,parentDataProperty:"JWT_JWKS_URL",rootData:f})||
(e=e===null?ge.errors:e.concat(ge.errors),r=e.length)),o.JWT_ALGORITHMS!==void 0&&a.call(o,"JWT_ALGORITHMS")&&(me(o.JWT_ALGORITHMS,
{instancePath:i+"/variables/JWT_ALGORITHMS",parentData:o,parentDataProperty:"JWT_ALGORITHMS",rootData:f})||(e=e===null?me.
errors:e.concat(me.errors),r=e.length)),o.JWT_TENANT_CLAIM!==void 0&&a.call(o,"JWT_TENANT_CLAIM")&&(Ae(o.JWT_TENANT_CLAIM,
{instancePath:i+"/variables/JWT_TENANT_CLAIM",parentData:o,parentDataProperty:"JWT_TENANT_CLAIM",rootData:f})||(e=e===null?
Ae.errors:e.concat(Ae.errors),r=e.length)),o.JWT_SCOPE_CLAIM!==void 0&&a.call(o,"JWT_SCOPE_CLAIM")&&(Re(o.JWT_SCOPE_CLAIM,
{instancePath:i+"/variables/JWT_SCOPE_CLAIM",parentData:o,parentDataProperty:"JWT_SCOPE_CLAIM",rootData:f})||(e=e===null?
Re.errors:e.concat(Re.errors),r=e.length)),o.JWT_SERVICE_SCOPE!==void 0&&a.call(o,"JWT_SERVICE_SCOPE")&&(Ie(o.JWT_SERVICE_SCOPE,
{instancePath:i+"/variables/JWT_SERVICE_SCOPE",parentData:o,parentDataProperty:"JWT_SERVICE_SCOPE",rootData:f})||(e=e===
null?Ie.errors:e.concat(Ie.errors),r=e.length))}else e=s(e,i+"/variables","#/properties/variables/type"),r++}}else e=s(e,
i,"#/type"),r++;return he.errors=e,r===0}function te(p,{instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){
let e=null,r=0;if(p&&typeof p=="object"&&!Array.isArray(p)){(p.src===void 0||!a.call(p,"src"))&&(e=s(e,i,"#/required","s\
rc"),r++),(p.handler===void 0||!a.call(p,"handler"))&&(e=s(e,i,"#/required","handler"),r++),(p.memorySize===void 0||!a.call(
p,"memorySize"))&&(e=s(e,i,"#/required","memorySize"),r++),(p.timeout===void 0||!a.call(p,"timeout"))&&(e=s(e,i,"#/requi\
red","timeout"),r++),(p.role===void 0||!a.call(p,"role"))&&(e=s(e,i,"#/required","role"),r++),(p.instancesMax===void 0||
!a.call(p,"instancesMax"))&&(e=s(e,i,"#/required","instancesMax"),r++),(p.kmsCallsPerSecondMax===void 0||!a.call(p,"kmsC\
allsPerSecondMax"))&&(e=s(e,i,"#/required","kmsCallsPerSecondMax"),r++),(p.tagCallsPerSecondMax===void 0||!a.call(p,"tag\
CallsPerSecondMax"))&&(e=s(e,i,"#/required","tagCallsPerSecondMax"),r++);for(const c of Object.keys(p))a.call({src:0,handler:0,
memorySize:0,timeout:0,role:0,environment:0,instancesMax:0,kmsCallsPerSecondMax:0,tagCallsPerSecondMax:0,retryNum:0,msgTTL:0,
deadLetter:0},c)||(e=s(e,i,"#/additionalProperties",c),r++);if(p.src!==void 0&&a.call(p,"src")){let c=p.src;const b=r;let R=!1;
const K=r;typeof c=="string"?Nr.test(c)||(e=s(e,i+"/src","#/properties/src/anyOf/0/pattern"),r++):(e=s(e,i+"/src","#/pro\
perties/src/anyOf/0/type"),r++);var o=K===r;if(R=R||o,!R){const x=r;u(c,{instancePath:i+"/src",parentData:p,parentDataProperty:"\
src",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var o=x===r;R=R||o}R?(r=b,e!==null&&(b?e.length=b:
e=null)):(e=s(e,i+"/src","#/properties/src/anyOf"),r++)}if(p.handler!==void 0&&a.call(p,"handler")){let c=p.handler;const b=r;
let R=!1;const K=r;typeof c=="string"?kr.test(c)||(e=s(e,i+"/handler","#/properties/handler/anyOf/0/pattern"),r++):(e=s(
e,i+"/handler","#/properties/handler/anyOf/0/type"),r++);var l=K===r;if(R=R||l,!R){const x=r;u(c,{instancePath:i+"/handl\
er",parentData:p,parentDataProperty:"handler",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var l=x===
r;R=R||l}R?(r=b,e!==null&&(b?e.length=b:e=null)):(e=s(e,i+"/handler","#/properties/handler/anyOf"),r++)}if(p.memorySize!==
void 0&&a.call(p,"memorySize")){let c=p.memorySize;const b=r;let R=!1;const K=r;c===64||c===128||c===256||c===384||c===512||
c===640||c===768||c===896||c===1024||c===1152||c===1280||c===1408||c===1536||c===1664||c===1792||c===1920||c===2048||c===
2176||c===2304||c===2432||c===2560||c===2688||c===2816||c===2944||c===3072||(e=s(e,i+"/memorySize","#/properties/memoryS\
ize/anyOf/0/enum"),r++);var t=K===r;if(R=R||t,!R){const x=r;u(c,{instancePath:i+"/memorySize",parentData:p,parentDataProperty:"\
memorySize",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=x===r;R=R||t}R?(r=b,e!==null&&(b?e.length=
b:e=null)):(e=s(e,i+"/memorySize","#/properties/memorySize/anyOf"),r++)}if(p.timeout!==void 0&&a.call(p,"timeout")){let c=p.
timeout;const b=r;let R=!1;const K=r;typeof c=="number"&&!(c%1)&&!isNaN(c)&&isFinite(c)||(e=s(e,i+"/timeout","#/properti\
es/timeout/anyOf/0/type"),r++),typeof c=="number"&&isFinite(c)&&((c>900||isNaN(c))&&(e=s(e,i+"/timeout","#/properties/ti\
meout/anyOf/0/maximum"),r++),(c<1||isNaN(c))&&(e=s(e,i+"/timeout","#/properties/timeout/anyOf/0/minimum"),r++));var n=K===
r;if(R=R||n,!R){const x=r;u(c,{instancePath:i+"/timeout",parentData:p,parentDataProperty:"timeout",rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var n=x===r;R=R||n}R?(r=b,e!==null&&(b?e.length=b:e=null)):(e=s(e,i+"/timeo\
ut","#/properties/timeout/anyOf"),r++)}if(p.role!==void 0&&a.call(p,"role")){let c=p.role;const b=r;let R=!1;const K=r;typeof c==
"string"?Ze.test(c)||(e=s(e,i+"/role","#/properties/role/anyOf/0/pattern"),r++):(e=s(e,i+"/role","#/properties/role/anyO\
f/0/type"),r++);var A=K===r;if(R=R||A,!R){const x=r;u(c,{instancePath:i+"/role",parentData:p,parentDataProperty:"role",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var A=x===r;R=R||A}R?(r=b,e!==null&&(b?e.length=b:e=null)):(e=s(e,i+
"/role","#/properties/role/anyOf"),r++)}if(p.environment!==void 0&&a.call(p,"environment")&&(he(p.environment,{instancePath:i+
"/environment",parentData:p,parentDataProperty:"environment",rootData:f})||(e=e===null?he.errors:e.concat(he.errors),r=e.
length)),p.instancesMax!==void 0&&a.call(p,"instancesMax")){let c=p.instancesMax;const b=r;let R=!1;const K=r;typeof c==
"number"&&!(c%1)&&!isNaN(c)&&isFinite(c)||(e=s(e,i+"/instancesMax","#/properties/instancesMax/anyOf/0/type"),r++),typeof c==
"number"&&isFinite(c)&&((c>1e3||isNaN(c))&&(e=s(e,i+"/instancesMax","#/properties/instancesMax/anyOf/0/maximum"),r++),(c<
1||isNaN(c))&&(e=s(e,i+"/instancesMax","#/properties/instancesMax/anyOf/0/minimum"),r++));var d=K===r;if(R=R||d,!R){const x=r;
u(c,{instancePath:i+"/instancesMax",parentData:p,parentDataProperty:"instancesMax",rootData:f})||(e=e===null?u.errors:e.
concat(u.errors),r=e.length);var d=x===r;R=R||d}R?(r=b,e!==null&&(b?e.length=b:e=null)):(e=s(e,i+"/instancesMax","#/prop\
erties/instancesMax/anyOf"),r++)}if(p.kmsCallsPerSecondMax!==void 0&&a.call(p,"kmsCallsPerSecondMax")){let c=p.kmsCallsPerSecondMax;
const b=r;let R=!1;const K=r;typeof c=="number"&&!(c%1)&&!isNaN(c)&&isFinite(c)||(e=s(e,i+"/kmsCallsPerSecondMax","#/pro\
perties/kmsCallsPerSecondMax/anyOf/0/type"),r++),typeof c=="number"&&isFinite(c)&&((c>100||isNaN(c))&&(e=s(e,i+"/kmsCall\
sPerSecondMax","#/properties/kmsCallsPerSecondMax/anyOf/0/maximum"),r++),(c<1||isNaN(c))&&(e=s(e,i+"/kmsCallsPerSecondMa\
x","#/properties/kmsCallsPerSecondMax/anyOf/0/minimum"),r++));var I=K===r;if(R=R||I,!R){const x=r;u(c,{instancePath:i+"/\
kmsCallsPerSecondMax",parentData:p,parentDataProperty:"kmsCallsPerSecondMax",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var I=x===r;R=R||I}R?(r=b,e!==null&&(b?e.length=b:e=null)):(e=s(e,i+"/kmsCallsPerSecondMax","#/pro\
perties/kmsCallsPerSecondMax/anyOf"),r++)}if(p.tagCallsPerSecondMax!==void 0&&a.call(p,"tagCallsPerSecondMax")){let c=p.
tagCallsPerSecondMax;const b=r;let R=!1;const K=r;typeof c=="number"&&!(c%1)&&!isNaN(c)&&isFinite(c)||(e=s(e,i+"/tagCall\
sPerSecondMax","#/properties/tagCallsPerSecondMax/anyOf/0/type"),r++),typeof c=="number"&&isFinite(c)&&((c>20||isNaN(c))&&
(e=s(e,i+"/tagCallsPerSecondMax","#/properties/tagCallsPerSecondMax/anyOf/0/maximum"),r++),(c<1||isNaN(c))&&(e=s(e,i+"/t\
agCallsPerSecondMax","#/properties/tagCallsPerSecondMax/anyOf/0/minimum"),r++));var pe=K===r;if(R=R||pe,!R){const x=r;u(
c,{instancePath:i+"/tagCallsPerSecondMax",parentData:p,parentDataProperty:"tagCallsPerSecondMax",rootData:f})||(e=e===null?
u.errors:e.concat(u.errors),r=e.length);var pe=x===r;R=R||pe}R?(r=b,e!==null&&(b?e.length=b:e=null)):(e=s(e,i+"/tagCalls\
PerSecondMax","#/properties/tagCallsPerSecondMax/anyOf"),r++)}if(p.retryNum!==void 0&&a.call(p,"retryNum")){let c=p.retryNum;
const b=r;let R=!1;const K=r;typeof c=="number"&&!(c%1)&&!isNaN(c)&&isFinite(c)||(e=s(e,i+"/retryNum","#/properties/retr\
yNum/anyOf/0/type"),r++),typeof c=="number"&&isFinite(c)&&((c>2||isNaN(c))&&(e=s(e,i+"/retryNum","#/properties/retryNum/\
anyOf/0/maximum"),r++),(c<0||isNaN(c))&&(e=s(e,i+"/retryNum","#/properties/retryNum/anyOf/0/minimum"),r++));var N=K===r;
if(R=R||N,!R){const x=r;u(c,{instancePath:i+"/retryNum",parentData:p,parentDataProperty:"retryNum",rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var N=x===r;R=R||N}R?(r=b,e!==null&&(b?e.length=b:e=null)):(e=s(e,i+"/retry\
Num","#/properties/retryNum/anyOf"),r++)}if(p.msgTTL!==void 0&&a.call(p,"msgTTL")){let c=p.msgTTL;const b=r;let R=!1;const K=r;
typeof c=="number"&&!(c%1)&&!isNaN(c)&&isFinite(c)||(e=s(e,i+"/msgTTL","#/properties/msgTTL/anyOf/0/type"),r++),typeof c==
"number"&&isFinite(c)&&((c>21600||isNaN(c))&&(e=s(e,i+"/msgTTL","#/properties/msgTTL/anyOf/0/maximum"),r++),(c<60||isNaN(
c))&&(e=s(e,i+"/msgTTL","#/properties/msgTTL/anyOf/0/minimum"),r++));var ae=K===r;if(R=R||ae,!R){const x=r;u(c,{instancePath:i+
"/msgTTL",parentData:p,parentDataProperty:"msgTTL",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var ae=x===
r;R=R||ae}R?(r=b,e!==null&&(b?e.length=b:e=null)):(e=s(e,i+"/msgTTL","#/properties/msgTTL/anyOf"),r++)}if(p.deadLetter!==
void 0&&a.call(p,"deadLetter")){let c=p.deadLetter;if(c&&typeof c=="object"&&!Array.isArray(c)){(c.type===void 0||!a.call(
c,"type"))&&(e=s(e,i+"/deadLetter","#/properties/deadLetter/required","type"),r++),(c.name===void 0||!a.call(c,"name"))&&
(e=s(e,i+"/deadLetter","#/properties/deadLetter/required","name"),r++);for(const b of Object.keys(c))b==="type"||b==="na\
me"||(e=s(e,i+"/deadLetter","#/properties/deadLetter/additionalProperties",b),r++);if(c.type!==void 0&&a.call(c,"type")){
let b=c.type;const R=r;let K=!1;const x=r;typeof b=="string"?Fe.test(b)||(e=s(e,i+"/deadLetter/type","#/properties/deadL\
etter/properties/type/anyOf/0/pattern"),r++):(e=s(e,i+"/deadLetter/type","#/properties/deadLetter/properties/type/anyOf/\
0/type"),r++);var We=x===r;if(K=K||We,!K){const fe=r;u(b,{instancePath:i+"/deadLetter/type",parentData:c,parentDataProperty:"\
type",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var We=fe===r;K=K||We}K?(r=R,e!==null&&(R?e.length=
R:e=null)):(e=s(e,i+"/deadLetter/type","#/properties/deadLetter/properties/type/anyOf"),r++)}if(c.name!==void 0&&a.call(
c,"name")){let b=c.name;const R=r;let K=!1;const x=r;typeof b=="string"?Fe.test(b)||(e=s(e,i+"/deadLetter/name","#/prope\
rties/deadLetter/properties/name/anyOf/0/pattern"),r++):(e=s(e,i+"/deadLetter/name","#/properties/deadLetter/properties/\
name/anyOf/0/type"),r++);var oe=x===r;if(K=K||oe,!K){const fe=r;u(b,{instancePath:i+"/deadLetter/name",parentData:c,parentDataProperty:"\
name",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var oe=fe===r;K=K||oe}K?(r=R,e!==null&&(R?e.length=
R:e=null)):(e=s(e,i+"/deadLetter/name","#/properties/deadLetter/properties/name/anyOf"),r++)}}else e=s(e,i+"/deadLetter",
"#/properties/deadLetter/type"),r++}}else e=s(e,i,"#/type"),r++;return te.errors=e,r===0}function er(p,{instancePath:i="",
parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;if(p&&typeof p=="object"&&!Array.isArray(p)){for(const o of Object.
keys(p))o==="accept-request"||o==="provision-keys"||o==="heal"||o==="redrive"||o==="reconcile"||o==="oversee"||te(p[o],{
instancePath:i+"/"+o.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:p,parentDataProperty:o,rootData:f})||(e=e===null?
te.errors:e.concat(te.errors),r=e.length);if(p["accept-request"]!==void 0&&a.call(p,"accept-request")){let o=p["accept-r\
equest"];if(te(o,{instancePath:i+"/accept-request",parentData:p,parentDataProperty:"accept-request",rootData:f})||(e=e===
null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(o)){if(o.environment!==void 0&&a.call(
o,"environment")){let l=o.environment;if(l&&typeof l=="object"&&!Array.isArray(l)){(l.variables===void 0||!a.call(l,"var\
iables"))&&(e=s(e,i+"/accept-request/environment","#/properties/accept-request/allOf/1/properties/environment/required",
"variables"),r++);for(const t of Object.keys(l))t!=="variables"&&(e=s(e,i+"/accept-request/environment","#/properties/ac\
cept-request/allOf/1/properties/environment/additionalProperties",t),r++);if(l.variables!==void 0&&a.call(l,"variables")){
let t=l.variables;if(t&&typeof t=="object"&&!Array.isArray(t)){for(const n of Object.keys(t))a.call({REGION:0,TOPICS_URL:0,
TOPICS_USER:0,TOPICS_PASSWORD:0,TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,
FORMER_ACCOUNT_UINS:0,KEYS_PER_TENANT_MAX:0,RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,
SETTLE_MS:0,DOCS_URL:0,STATUS_STORE:0,MESSAGE_KEYS:0,AUTH:0,JWT_ISSUER:0,JWT_AUDIENCE:0,JWT_JWKS_URL:0,JWT_ALGORITHMS:0,
JWT_TENANT_CLAIM:0,JWT_SCOPE_CLAIM:0,JWT_SERVICE_SCOPE:0},n)||(e=s(e,i+"/accept-request/environment/variables","#/proper\
ties/accept-request/allOf/1/properties/environment/properties/variables/additionalProperties",n),r++);t.REGION!==void 0&&
a.call(t,"REGION")&&(G(t.REGION,{instancePath:i+"/accept-request/environment/variables/REGION",parentData:t,parentDataProperty:"\
REGION",rootData:f})||(e=e===null?G.errors:e.concat(G.errors),r=e.length)),t.TOPICS_URL!==void 0&&a.call(t,"TOPICS_URL")&&
(W(t.TOPICS_URL,{instancePath:i+"/accept-request/environment/variables/TOPICS_URL",parentData:t,parentDataProperty:"TOPI\
CS_URL",rootData:f})||(e=e===null?W.errors:e.concat(W.errors),r=e.length)),t.TOPICS_USER!==void 0&&a.call(t,"TOPICS_USER")&&
(j(t.TOPICS_USER,{instancePath:i+"/accept-request/environment/variables/TOPICS_USER",parentData:t,parentDataProperty:"TO\
PICS_USER",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.length)),t.TOPICS_PASSWORD!==void 0&&a.call(t,"TOPI\
CS_PASSWORD")&&(X(t.TOPICS_PASSWORD,{instancePath:i+"/accept-request/environment/variables/TOPICS_PASSWORD",parentData:t,
parentDataProperty:"TOPICS_PASSWORD",rootData:f})||(e=e===null?X.errors:e.concat(X.errors),r=e.length)),t.TOPICS_SASL_MECHANISM!==
void 0&&a.call(t,"TOPICS_SASL_MECHANISM")&&(F(t.TOPICS_SASL_MECHANISM,{instancePath:i+"/accept-request/environment/varia\
bles/TOPICS_SASL_MECHANISM",parentData:t,parentDataProperty:"TOPICS_SASL_MECHANISM",rootData:f})||(e=e===null?F.errors:e.
concat(F.errors),r=e.length)),t.TOPICS_TLS!==void 0&&a.call(t,"TOPICS_TLS")&&(J(t.TOPICS_TLS,{instancePath:i+"/accept-re\
quest/environment/variables/TOPICS_TLS",parentData:t,parentDataProperty:"TOPICS_TLS",rootData:f})||(e=e===null?J.errors:
e.concat(J.errors),r=e.length)),t.TOPICS_CA!==void 0&&a.call(t,"TOPICS_CA")&&(H(t.TOPICS_CA,{instancePath:i+"/accept-req\
uest/environment/variables/TOPICS_CA",parentData:t,parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?H.errors:e.concat(
H.errors),r=e.length)),t.MARKER_KEYS!==void 0&&a.call(t,"MARKER_KEYS")&&(Q(t.MARKER_KEYS,{instancePath:i+"/accept-reques\
t/environment/variables/MARKER_KEYS",parentData:t,parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?Q.errors:e.
concat(Q.errors),r=e.length)),t.API_ENDPOINT!==void 0&&a.call(t,"API_ENDPOINT")&&(V(t.API_ENDPOINT,{instancePath:i+"/acc\
ept-request/environment/variables/API_ENDPOINT",parentData:t,parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?
V.errors:e.concat(V.errors),r=e.length)),t.ACCOUNT_UIN!==void 0&&a.call(t,"ACCOUNT_UIN")&&(w(t.ACCOUNT_UIN,{instancePath:i+
"/accept-request/environment/variables/ACCOUNT_UIN",parentData:t,parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?
w.errors:e.concat(w.errors),r=e.length)),t.FORMER_ACCOUNT_UINS!==void 0&&a.call(t,"FORMER_ACCOUNT_UINS")&&(z(t.FORMER_ACCOUNT_UINS,
{instancePath:i+"/accept-request/environment/variables/FORMER_ACCOUNT_UINS",parentData:t,parentDataProperty:"FORMER_ACCO\
UNT_UINS",rootData:f})||(e=e===null?z.errors:e.concat(z.errors),r=e.length)),t.KEYS_PER_TENANT_MAX!==void 0&&a.call(t,"K\
EYS_PER_TENANT_MAX")&&(se(t.KEYS_PER_TENANT_MAX,{instancePath:i+"/accept-request/environment/variables/KEYS_PER_TENANT_M\
AX",parentData:t,parentDataProperty:"KEYS_PER_TENANT_MAX",rootData:f})||(e=e===null?se.errors:e.concat(se.errors),r=e.length)),
t.RETRY_ATTEMPTS_MAX!==void 0&&a.call(t,"RETRY_ATTEMPTS_MAX")&&(B(t.RETRY_ATTEMPTS_MAX,{instancePath:i+"/accept-request/\
environment/variables/RETRY_ATTEMPTS_MAX",parentData:t,parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?
B.errors:e.concat(B.errors),r=e.length)),t.RETRY_DELAY_MS_MIN!==void 0&&a.call(t,"RETRY_DELAY_MS_MIN")&&($(t.RETRY_DELAY_MS_MIN,
{instancePath:i+"/accept-request/environment/variables/RETRY_DELAY_MS_MIN",parentData:t,parentDataProperty:"RETRY_DELAY_\
MS_MIN",rootData:f})||(e=e===null?$.errors:e.concat($.errors),r=e.length)),t.RETRY_DELAY_MS_MAX!==void 0&&a.call(t,"RETR\
Y_DELAY_MS_MAX")&&(Z(t.RETRY_DELAY_MS_MAX,{instancePath:i+"/accept-request/environment/variables/RETRY_DELAY_MS_MAX",parentData:t,
parentDataProperty:"RETRY_DELAY_MS_MAX",rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),r=e.length)),t.ATTEMPT_MS_MIN!==
void 0&&a.call(t,"ATTEMPT_MS_MIN")&&(h(t.ATTEMPT_MS_MIN,{instancePath:i+"/accept-request/environment/variables/ATTEMPT_M\
S_MIN",parentData:t,parentDataProperty:"ATTEMPT_MS_MIN",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length)),
t.SETTLE_MS!==void 0&&a.call(t,"SETTLE_MS")&&(ee(t.SETTLE_MS,{instancePath:i+"/accept-request/environment/variables/SETT\
LE_MS",parentData:t,parentDataProperty:"SETTLE_MS",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),r=e.length)),
t.DOCS_URL!==void 0&&a.call(t,"DOCS_URL")&&(re(t.DOCS_URL,{instancePath:i+"/accept-request/environment/variables/DOCS_UR\
L",parentData:t,parentDataProperty:"DOCS_URL",rootData:f})||(e=e===null?re.errors:e.concat(re.errors),r=e.length)),t.STATUS_STORE!==
void 0&&a.call(t,"STATUS_STORE")&&(le(t.STATUS_STORE,{instancePath:i+"/accept-request/environment/variables/STATUS_STORE",
parentData:t,parentDataProperty:"STATUS_STORE",rootData:f})||(e=e===null?le.errors:e.concat(le.errors),r=e.length)),t.MESSAGE_KEYS!==
void 0&&a.call(t,"MESSAGE_KEYS")&&(ie(t.MESSAGE_KEYS,{instancePath:i+"/accept-request/environment/variables/MESSAGE_KEYS",
parentData:t,parentDataProperty:"MESSAGE_KEYS",rootData:f})||(e=e===null?ie.errors:e.concat(ie.errors),r=e.length)),t.AUTH!==
void 0&&a.call(t,"AUTH")&&(Oe(t.AUTH,{instancePath:i+"/accept-request/environment/variables/AUTH",parentData:t,parentDataProperty:"\
AUTH",rootData:f})||(e=e===null?Oe.errors:e.concat(Oe.errors),r=e.length)),t.JWT_ISSUER!==void 0&&a.call(t,"JWT_ISSUER")&&
(Te(t.JWT_ISSUER,{instancePath:i+"/accept-request/environment/variables/JWT_ISSUER",parentData:t,parentDataProperty:"JWT\
_ISSUER",rootData:f})||(e=e===null?Te.errors:e.concat(Te.errors),r=e.length)),t.JWT_AUDIENCE!==void 0&&a.call(t,"JWT_AUD\
IENCE")&&(Ee(t.JWT_AUDIENCE,{instancePath:i+"/accept-request/environment/variables/JWT_AUDIENCE",parentData:t,parentDataProperty:"\
JWT_AUDIENCE",rootData:f})||(e=e===null?Ee.errors:e.concat(Ee.errors),r=e.length)),t.JWT_JWKS_URL!==void 0&&a.call(t,"JW\
T_JWKS_URL")&&(ge(t.JWT_JWKS_URL,{instancePath:i+"/accept-request/environment/variables/JWT_JWKS_URL",parentData:t,parentDataProperty:"\
JWT_JWKS_URL",rootData:f})||(e=e===null?ge.errors:e.concat(ge.errors),r=e.length)),t.JWT_ALGORITHMS!==void 0&&a.call(t,"\
JWT_ALGORITHMS")&&(me(t.JWT_ALGORITHMS,{instancePath:i+"/accept-request/environment/variables/JWT_ALGORITHMS",parentData:t,
parentDataProperty:"JWT_ALGORITHMS",rootData:f})||(e=e===null?me.errors:e.concat(me.errors),r=e.length)),t.JWT_TENANT_CLAIM!==
void 0&&a.call(t,"JWT_TENANT_CLAIM")&&(Ae(t.JWT_TENANT_CLAIM,{instancePath:i+"/accept-request/environment/variables/JWT_\
TENANT_CLAIM",parentData:t,parentDataProperty:"JWT_TENANT_CLAIM",rootData:f})||(e=e===null?Ae.errors:e.concat(Ae.errors),
r=e.length)),t.JWT_SCOPE_CLAIM!==void 0&&a.call(t,"JWT_SCOPE_CLAIM")&&(Re(t.JWT_SCOPE_CLAIM,{instancePath:i+"/accept-req\
uest/environment/variables/JWT_SCOPE_CLAIM",parentData:t,parentDataProperty:"JWT_SCOPE_CLAIM",rootData:f})||(e=e===null?
Re.errors:e.concat(Re.errors),r=e.length)),t.JWT_SERVICE_SCOPE!==void 0&&a.call(t,"JWT_SERVICE_SCOPE")&&(Ie(t.JWT_SERVICE_SCOPE,
{instancePath:i+"/accept-request/environment/variables/JWT_SERVICE_SCOPE",parentData:t,parentDataProperty:"JWT_SERVICE_S\
COPE",rootData:f})||(e=e===null?Ie.errors:e.concat(Ie.errors),r=e.length))}else e=s(e,i+"/accept-request/environment/var\
iables","#/properties/accept-request/allOf/1/properties/environment/properties/variables/type"),r++}}else e=s(e,i+"/acce\
pt-request/environment","#/properties/accept-request/allOf/1/properties/environment/type"),r++}}else e=s(e,i+"/accept-re\
quest","#/properties/accept-request/allOf/1/type"),r++}if(p["provision-keys"]!==void 0&&a.call(p,"provision-keys")){let o=p["\
provision-keys"];if(te(o,{instancePath:i+"/provision-keys",parentData:p,parentDataProperty:"provision-keys",rootData:f})||
(e=e===null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(o)){if(o.environment!==void 0&&
a.call(o,"environment")){let l=o.environment;if(l&&typeof l=="object"&&!Array.isArray(l)){(l.variables===void 0||!a.call(
l,"variables"))&&(e=s(e,i+"/provision-keys/environment","#/properties/provision-keys/allOf/1/properties/environment/requ\
ired","variables"),r++);for(const t of Object.keys(l))t!=="variables"&&(e=s(e,i+"/provision-keys/environment","#/propert\
ies/provision-keys/allOf/1/properties/environment/additionalProperties",t),r++);if(l.variables!==void 0&&a.call(l,"varia\
bles")){let t=l.variables;if(t&&typeof t=="object"&&!Array.isArray(t)){for(const n of Object.keys(t))a.call({REGION:0,TOPICS_URL:0,
TOPICS_USER:0,TOPICS_PASSWORD:0,TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,
FORMER_ACCOUNT_UINS:0,KEYS_PER_TENANT_MAX:0,RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,
SETTLE_MS:0,DOCS_URL:0,STATUS_STORE:0,STATUS_OF_QUEUE:0,REQUESTS_TOPIC:0,CMQ_TOPIC:0,EVENTBRIDGE_SOURCE:0,INVOKED_REQUESTS:0,
MESSAGE_KEYS:0,MESSAGE_AGE_S_MAX:0},n)||(e=s(e,i+"/provision-keys/environment/variables","#/properties/provision-keys/al\
lOf/1/properties/environment/properties/variables/additionalProperties",n),r++);t.REGION!==void 0&&a.call(t,"REGION")&&(G(
t.REGION,{instancePath:i+"/provision-keys/environment/variables/REGION",parentData:t,parentDataProperty:"REGION",rootData:f})||
(e=e===null?G.errors:e.concat(G.errors),r=e.length)),t.TOPICS_URL!==void 0&&a.call(t,"TOPICS_URL")&&(W(t.TOPICS_URL,{instancePath:i+
"/provision-keys/environment/variables/TOPICS_URL",parentData:t,parentDataProperty:"TOPICS_URL",rootData:f})||(e=e===null?
W.errors:e.concat(W.errors),r=e.length)),t.TOPICS_USER!==void 0&&a.call(t,"TOPICS_USER")&&(j(t.TOPICS_USER,{instancePath:i+
"/provision-keys/environment/variables/TOPICS_USER",parentData:t,parentDataProperty:"TOPICS_USER",rootData:f})||(e=e===null?
j.errors:e.concat(j.errors),r=e.length)),t.TOPICS_PASSWORD!==void 0&&a.call(t,"TOPICS_PASSWORD")&&(X(t.TOPICS_PASSWORD,{
instancePath:i+"/provision-keys/environment/variables/TOPICS_PASSWORD",parentData:t,parentDataProperty:"TOPICS_PASSWORD",
rootData:f})||(e=e===null?X.errors:e.concat(X.errors),r=e.length)),t.TOPICS_SASL_MECHANISM!==void 0&&a.call(t,"TOPICS_SA\
SL_MECHANISM")&&(F(t.TOPICS_SASL_MECHANISM,{instancePath:i+"/provision-keys/environment/variables/TOPICS_SASL_MECHANISM",
parentData:t,parentDataProperty:"TOPICS_SASL_MECHANISM",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.length)),
t.TOPICS_TLS!==void 0&&a.call(t,"TOPICS_TLS")&&(J(t.TOPICS_TLS,{instancePath:i+"/provision-keys/environment/variables/TO\
PICS_TLS",parentData:t,parentDataProperty:"TOPICS_TLS",rootData:f})||(e=e===null?J.errors:e.concat(J.errors),r=e.length)),
t.TOPICS_CA!==void 0&&a.call(t,"TOPICS_CA")&&(H(t.TOPICS_CA,{instancePath:i+"/provision-keys/environment/variables/TOPIC\
S_CA",parentData:t,parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?H.errors:e.concat(H.errors),r=e.length)),t.MARKER_KEYS!==
void 0&&a.call(t,"MARKER_KEYS")&&(Q(t.MARKER_KEYS,{instancePath:i+"/provision-keys/environment/variables/MARKER_KEYS",parentData:t,
parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?Q.errors:e.concat(Q.errors),r=e.length)),t.API_ENDPOINT!==void 0&&
a.call(t,"API_ENDPOINT")&&(V(t.API_ENDPOINT,{instancePath:i+"/provision-keys/environment/variables/API_ENDPOINT",parentData:t,
parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?V.errors:e.concat(V.errors),r=e.length)),t.ACCOUNT_UIN!==void 0&&
a.call(t,"ACCOUNT_UIN")&&(w(t.ACCOUNT_UIN,{instancePath:i+"/provision-keys/environment/variables/ACCOUNT_UIN",parentData:t,
parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?w.errors:e.concat(w.errors),r=e.length)),t.FORMER_ACCOUNT_UINS!==
void 0&&a.call(t,"FORMER_ACCOUNT_UINS")&&(z(t.FORMER_ACCOUNT_UINS,{instancePath:i+"/provision-keys/environment/variables\
/FORMER_ACCOUNT_UINS",parentData:t,parentDataProperty:"FORMER_ACCOUNT_UINS",rootData:f})||(e=e===null?z.errors:e.concat(
z.errors),r=e.length)),t.KEYS_PER_TENANT_MAX!==void 0&&a.call(t,"KEYS_PER_TENANT_MAX")&&(se(t.KEYS_PER_TENANT_MAX,{instancePath:i+
"/provision-keys/environment/variables/KEYS_PER_TENANT_MAX",parentData:t,parentDataProperty:"KEYS_PER_TENANT_MAX",rootData:f})||
(e=e===null?se.errors:e.concat(se.errors),r=e.length)),t.RETRY_ATTEMPTS_MAX!==void 0&&a.call(t,"RETRY_ATTEMPTS_MAX")&&(B(
t.RETRY_ATTEMPTS_MAX,{instancePath:i+"/provision-keys/environment/variables/RETRY_ATTEMPTS_MAX",parentData:t,parentDataProperty:"\
RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=e.length)),t.RETRY_DELAY_MS_MIN!==void 0&&a.
call(t,"RETRY_DELAY_MS_MIN")&&($(t.RETRY_DELAY_MS_MIN,{instancePath:i+"/provision-keys/environment/variables/RETRY_DELAY\
_MS_MIN",parentData:t,parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===null?$.errors:e.concat($.errors),r=e.
length)),t.RETRY_DELAY_MS_MAX!==void 0&&a.call(t,"RETRY_DELAY_MS_MAX")&&(Z(t.RETRY_DELAY_MS_MAX,{instancePath:i+"/provis\
ion-keys/environment/variables/RETRY_DELAY_MS_MAX",parentData:t,parentDataProperty:"RETRY_DELAY_MS_MAX",rootData:f})||(e=
e===null?Z.errors:e.concat(Z.errors),r=e.length)),t.ATTEMPT_MS_MIN!==void 0&&a.call(t,"ATTEMPT_MS_MIN")&&(h(t.ATTEMPT_MS_MIN,
{instancePath:i+"/provision-keys/environment/variables/ATTEMPT_MS_MIN",parentData:t,parentDataProperty:"ATTEMPT_MS_MIN",
rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length)),t.SETTLE_MS!==void 0&&a.call(t,"SETTLE_MS")&&(ee(t.SETTLE_MS,
{instancePath:i+"/provision-keys/environment/variables/SETTLE_MS",parentData:t,parentDataProperty:"SETTLE_MS",rootData:f})||
(e=e===null?ee.errors:e.concat(ee.errors),r=e.length)),t.DOCS_URL!==void 0&&a.call(t,"DOCS_URL")&&(re(t.DOCS_URL,{instancePath:i+
"/provision-keys/environment/variables/DOCS_URL",parentData:t,parentDataProperty:"DOCS_URL",rootData:f})||(e=e===null?re.
errors:e.concat(re.errors),r=e.length)),t.STATUS_STORE!==void 0&&a.call(t,"STATUS_STORE")&&(le(t.STATUS_STORE,{instancePath:i+
"/provision-keys/environment/variables/STATUS_STORE",parentData:t,parentDataProperty:"STATUS_STORE",rootData:f})||(e=e===
null?le.errors:e.concat(le.errors),r=e.length)),t.STATUS_OF_QUEUE!==void 0&&a.call(t,"STATUS_OF_QUEUE")&&(ue(t.STATUS_OF_QUEUE,
{instancePath:i+"/provision-keys/environment/variables/STATUS_OF_QUEUE",parentData:t,parentDataProperty:"STATUS_OF_QUEUE",
rootData:f})||(e=e===null?ue.errors:e.concat(ue.errors),r=e.length)),t.REQUESTS_TOPIC!==void 0&&a.call(t,"REQUESTS_TOPIC")&&
(_e(t.REQUESTS_TOPIC,{instancePath:i+"/provision-keys/environment/variables/REQUESTS_TOPIC",parentData:t,parentDataProperty:"\
REQUESTS_TOPIC",rootData:f})||(e=e===null?_e.errors:e.concat(_e.errors),r=e.length)),t.CMQ_TOPIC!==void 0&&a.call(t,"CMQ\
_TOPIC")&&(ce(t.CMQ_TOPIC,{instancePath:i+"/provision-keys/environment/variables/CMQ_TOPIC",parentData:t,parentDataProperty:"\
CMQ_TOPIC",rootData:f})||(e=e===null?ce.errors:e.concat(ce.errors),r=e.length)),t.EVENTBRIDGE_SOURCE!==void 0&&a.call(t,
"EVENTBRIDGE_SOURCE")&&(ve(t.EVENTBRIDGE_SOURCE,{instancePath:i+"/provision-keys/environment/variables/EVENTBRIDGE_SOURC\
E",parentData:t,parentDataProperty:"EVENTBRIDGE_SOURCE",rootData:f})||(e=e===null?ve.errors:e.concat(ve.errors),r=e.length)),
t.INVOKED_REQUESTS!==void 0&&a.call(t,"INVOKED_REQUESTS")&&(de(t.INVOKED_REQUESTS,{instancePath:i+"/provision-keys/envir\
onment/variables/INVOKED_REQUESTS",parentData:t,parentDataProperty:"INVOKED_REQUESTS",rootData:f})||(e=e===null?de.errors:
e.concat(de.errors),r=e.length)),t.MESSAGE_KEYS!==void 0&&a.call(t,"MESSAGE_KEYS")&&(ie(t.MESSAGE_KEYS,{instancePath:i+"\
/provision-keys/environment/variables/MESSAGE_KEYS",parentData:t,parentDataProperty:"MESSAGE_KEYS",rootData:f})||(e=e===
null?ie.errors:e.concat(ie.errors),r=e.length)),t.MESSAGE_AGE_S_MAX!==void 0&&a.call(t,"MESSAGE_AGE_S_MAX")&&(Se(t.MESSAGE_AGE_S_MAX,
{instancePath:i+"/provision-keys/environment/variables/MESSAGE_AGE_S_MAX",parentData:t,parentDataProperty:"MESSAGE_AGE_S\
_MAX",rootData:f})||(e=e===null?Se.errors:e.concat(Se.errors),r=e.length))}else e=s(e,i+"/provision-keys/environment/var\
iables","#/properties/provision-keys/allOf/1/properties/environment/properties/variables/type"),r++}}else e=s(e,i+"/prov\
ision-keys/environment","#/properties/provision-keys/allOf/1/properties/environment/type"),r++}}else e=s(e,i+"/provision\
-keys","#/properties/provision-keys/allOf/1/type"),r++}if(p.heal!==void 0&&a.call(p,"heal")){let o=p.heal;if(te(o,{instancePath:i+
"/heal",parentData:p,parentDataProperty:"heal",rootData:f})||(e=e===null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o==
"object"&&!Array.isArray(o)){if(o.environment!==void 0&&a.call(o,"environment")){let l=o.environment;if(l&&typeof l=="ob\
ject"&&!Array.isArray(l)){(l.variables===void 0||!a.call(l,"variables"))&&(e=s(e,i+"/heal/environment","#/properties/hea\
l/allOf/1/properties/environment/required","variables"),r++);for(const t of Object.keys(l))t!=="variables"&&(e=s(e,i+"/h\
eal/environment","#/properties/heal/allOf/1/properties/environment/additionalProperties",t),r++);if(l.variables!==void 0&&
a.call(l,"variables")){let t=l.variables;if(t&&typeof t=="object"&&!Array.isArray(t)){for(const n of Object.keys(t))a.call(
{REGION:0,TOPICS_URL:0,TOPICS_USER:0,TOPICS_PASSWORD:0,TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,
ACCOUNT_UIN:0,FORMER_ACCOUNT_UINS:0,RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0,
DOCS_URL:0,MESSAGE_KEYS:0},n)||(e=s(e,i+"/heal/environment/variables","#/properties/heal/allOf/1/properties/environment/\
properties/variables/additionalProperties",n),r++);t.REGION!==void 0&&a.call(t,"REGION")&&(G(t.REGION,{instancePath:i+"/\
heal/environment/variables/REGION",parentData:t,parentDataProperty:"REGION",rootData:f})||(e=e===null?G.errors:e.concat(
G.errors),r=e.length)),t.TOPICS_URL!==void 0&&a.call(t,"TOPICS_URL")&&(W(t.TOPICS_URL,{instancePath:i+"/heal/environment\
/variables/TOPICS_URL",parentData:t,parentDataProperty:"TOPICS_URL",rootData:f})||(e=e===null?W.errors:e.concat(W.errors),
r=e.length)),t.TOPICS_USER!==void 0&&a.call(t,"TOPICS_USER")&&(j(t.TOPICS_USER,{instancePath:i+"/heal/environment/variab\
les/TOPICS_USER",parentData:t,parentDataProperty:"TOPICS_USER",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.
length)),t.TOPICS_PASSWORD!==void 0&&a.call(t,"TOPICS_PASSWORD")&&(X(t.TOPICS_PASSWORD,{instancePath:i+"/heal/environmen\
t/variables/TOPICS_PASSWORD",parentData:t,parentDataProperty:"TOPICS_PASSWORD",rootData:f})||(e=e===null?X.errors:e.concat(
X.errors),r=e.length)),t.TOPICS_SASL_MECHANISM!==void 0&&a.call(t,"TOPICS_SASL_MECHANISM")&&(F(t.TOPICS_SASL_MECHANISM,{
instancePath:i+"/heal/environment/variables/TOPICS_SASL_MECHANISM",parentData:t,parentDataProperty:"TOPICS_SASL_MECHANIS\
M",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.length)),t.TOPICS_TLS!==void 0&&a.call(t,"TOPICS_TLS")&&(J(
t.TOPICS_TLS,{instancePath:i+"/heal/environment/variables/TOPICS_TLS",parentData:t,parentDataProperty:"TOPICS_TLS",rootData:f})||
(e=e===null?J.errors:e.concat(J.errors),r=e.length)),t.TOPICS_CA!==void 0&&a.call(t,"TOPICS_CA")&&(H(t.TOPICS_CA,{instancePath:i+
"/heal/environment/variables/TOPICS_CA",parentData:t,parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?H.errors:e.
concat(H.errors),r=e.length)),t.MARKER_KEYS!==void 0&&a.call(t,"MARKER_KEYS")&&(Q(t.MARKER_KEYS,{instancePath:i+"/heal/e\
nvironment/variables/MARKER_KEYS",parentData:t,parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?Q.errors:e.concat(
Q.errors),r=e.length)),t.API_ENDPOINT!==void 0&&a.call(t,"API_ENDPOINT")&&(V(t.API_ENDPOINT,{instancePath:i+"/heal/envir\
onment/variables/API_ENDPOINT",parentData:t,parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?V.errors:e.concat(
V.errors),r=e.length)),t.ACCOUNT_UIN!==void 0&&a.call(t,"ACCOUNT_UIN")&&(w(t.ACCOUNT_UIN,{instancePath:i+"/heal/environm\
ent/variables/ACCOUNT_UIN",parentData:t,parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?w.errors:e.concat(w.errors),
r=e.length)),t.FORMER_ACCOUNT_UINS!==void 0&&a.call(t,"FORMER_ACCOUNT_UINS")&&(z(t.FORMER_ACCOUNT_UINS,{instancePath:i+"\
/heal/environment/variables/FORMER_ACCOUNT_UINS",parentData:t,parentDataProperty:"FORMER_ACCOUNT_UINS",rootData:f})||(e=
e===null?z.errors:e.concat(z.errors),r=e.length)),t.RETRY_ATTEMPTS_MAX!==void 0&&a.call(t,"RETRY_ATTEMPTS_MAX")&&(B(t.RETRY_ATTEMPTS_MAX,
{instancePath:i+"/heal/environment/variables/RETRY_ATTEMPTS_MAX",parentData:t,parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||
(e=e===null?B.errors:e.concat(B.errors),r=e.length)),t.RETRY_DELAY_MS_MIN!==void 0&&a.call(t,"RETRY_DELAY_MS_MIN")&&($(t.
RETRY_DELAY_MS_MIN,{instancePath:i+"/heal/environment/variables/RETRY_DELAY_MS_MIN",parentData:t,parentDataProperty:"RET\
RY_DELAY_MS_MIN",rootData:f})||(e=e===null?$.errors:e.concat($.errors),r=e.length)),t.RETRY_DELAY_MS_MAX!==void 0&&a.call(
t,"RETRY_DELAY_MS_MAX")&&(Z(t.RETRY_DELAY_MS_MAX,{instancePath:i+"/heal/environment/variables/RETRY_DELAY_MS_MAX",parentData:t,
parentDataProperty:"RETRY_DELAY_MS_MAX",rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),r=e.length)),t.ATTEMPT_MS_MIN!==
void 0&&a.call(t,"ATTEMPT_MS_MIN")&&(h(t.ATTEMPT_MS_MIN,{instancePath:i+"/heal/environment/variables/ATTEMPT_MS_MIN",parentData:t,
parentDataProperty:"ATTEMPT_MS_MIN",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length)),t.SETTLE_MS!==void 0&&
a.call(t,"SETTLE_MS")&&(ee(t.SETTLE_MS,{instancePath:i+"/heal/environment/variables/SETTLE_MS",parentData:t,parentDataProperty:"\
SETTLE_MS",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),r=e.length)),t.DOCS_URL!==void 0&&a.call(t,"DOCS_URL")&&
(re(t.DOCS_URL,{instancePath:i+"/heal/environment/variables/DOCS_URL",parentData:t,parentDataProperty:"DOCS_URL",rootData:f})||
(e=e===null?re.errors:e.concat(re.errors),r=e.length)),t.MESSAGE_KEYS!==void 0&&a.call(t,"MESSAGE_KEYS")&&(ie(t.MESSAGE_KEYS,
{instancePath:i+"/heal/environment/variables/MESSAGE_KEYS",parentData:t,parentDataProperty:"MESSAGE_KEYS",rootData:f})||
(e=e===null?ie.errors:e.concat(ie.errors),r=e.length))}else e=s(e,i+"/heal/environment/variables","#/properties/heal/all\
Of/1/properties/environment/properties/variables/type"),r++}}else e=s(e,i+"/heal/environment","#/properties/heal/allOf/1\
/properties/environment/type"),r++}}else e=s(e,i+"/heal","#/properties/heal/allOf/1/type"),r++}if(p.redrive!==void 0&&a.
call(p,"redrive")){let o=p.redrive;if(te(o,{instancePath:i+"/redrive",parentData:p,parentDataProperty:"redrive",rootData:f})||
(e=e===null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(o)){if(o.environment!==void 0&&
a.call(o,"environment")){let l=o.environment;if(l&&typeof l=="object"&&!Array.isArray(l)){(l.variables===void 0||!a.call(
l,"variables"))&&(e=s(e,i+"/redrive/environment","#/properties/redrive/allOf/1/properties/environment/required","variabl\
es"),r++);for(const t of Object.keys(l))t!=="variables"&&(e=s(e,i+"/redrive/environment","#/properties/redrive/allOf/1/p\
roperties/environment/additionalProperties",t),r++);if(l.variables!==void 0&&a.call(l,"variables")){let t=l.variables;if(t&&
typeof t=="object"&&!Array.isArray(t)){for(const n of Object.keys(t))a.call({REGION:0,TOPICS_URL:0,TOPICS_USER:0,TOPICS_PASSWORD:0,
TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,FORMER_ACCOUNT_UINS:0,KEYS_PER_TENANT_MAX:0,
RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0,REDRIVES_MAX:0,DOCS_URL:0,STATUS_STORE:0,
STATUS_OF_QUEUE:0,MESSAGE_KEYS:0},n)||(e=s(e,i+"/redrive/environment/variables","#/properties/redrive/allOf/1/properties\
/environment/properties/variables/additionalProperties",n),r++);t.REGION!==void 0&&a.call(t,"REGION")&&(G(t.REGION,{instancePath:i+
"/redrive/environment/variables/REGION",parentData:t,parentDataProperty:"REGION",rootData:f})||(e=e===null?G.errors:e.concat(
G.errors),r=e.length)),t.TOPICS_URL!==void 0&&a.call(t,"TOPICS_URL")&&(W(t.TOPICS_URL,{instancePath:i+"/redrive/environm\
ent/variables/TOPICS_URL",parentData:t,parentDataProperty:"TOPICS_URL",rootData:f})||(e=e===null?W.errors:e.concat(W.errors),
r=e.length)),t.TOPICS_USER!==void 0&&a.call(t,"TOPICS_USER")&&(j(t.TOPICS_USER,{instancePath:i+"/redrive/environment/var\
iables/TOPICS_USER",parentData:t,parentDataProperty:"TOPICS_USER",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),
r=e.length)),t.TOPICS_PASSWORD!==void 0&&a.call(t,"TOPICS_PASSWORD")&&(X(t.TOPICS_PASSWORD,{instancePath:i+"/redrive/env\
ironment/variables/TOPICS_PASSWORD",parentData:t,parentDataProperty:"TOPICS_PASSWORD",rootData:f})||(e=e===null?X.errors:
e.concat(X.errors),r=e.length)),t.TOPICS_SASL_MECHANISM!==void 0&&a.call(t,"TOPICS_SASL_MECHANISM")&&(F(t.TOPICS_SASL_MECHANISM,
{instancePath:i+"/redrive/environment/variables/TOPICS_SASL_MECHANISM",parentData:t,parentDataProperty:"TOPICS_SASL_MECH\
ANISM",rootData:f})||(e=e===null?F.errors:e.concat(F.errors),r=e.length)),t.TOPICS_TLS!==void 0&&a.call(t,"TOPICS_TLS")&&
(J(t.TOPICS_TLS,{instancePath:i+"/redrive/environment/variables/TOPICS_TLS",parentData:t,parentDataProperty:"TOPICS_TLS",
rootData:f})||(e=e===null?J.errors:e.concat(J.errors),r=e.length)),t.TOPICS_CA!==void 0&&a.call(t,"TOPICS_CA")&&(H(t.TOPICS_CA,
{instancePath:i+"/redrive/environment/variables/TOPICS_CA",parentData:t,parentDataProperty:"TOPICS_CA",rootData:f})||(e=
e===null?H.errors:e.concat(H.errors),r=e.length)),t.MARKER_KEYS!==void 0&&a.call(t,"MARKER_KEYS")&&(Q(t.MARKER_KEYS,{instancePath:i+
"/redrive/environment/variables/MARKER_KEYS",parentData:t,parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?Q.errors:
e.concat(Q.errors),r=e.length)),t.API_ENDPOINT!==void 0&&a.call(t,"API_ENDPOINT")&&(V(t.API_ENDPOINT,{instancePath:i+"/r\
edrive/environment/variables/API_ENDPOINT",parentData:t,parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?V.errors:
e.concat(V.errors),r=e.length)),t.ACCOUNT_UIN!==void 0&&a.call(t,"ACCOUNT_UIN")&&(w(t.ACCOUNT_UIN,{instancePath:i+"/redr\
ive/environment/variables/ACCOUNT_UIN",parentData:t,parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?w.errors:
e.concat(w.errors),r=e.length)),t.FORMER_ACCOUNT_UINS!==void 0&&a.call(t,"FORMER_ACCOUNT_UINS")&&(z(t.FORMER_ACCOUNT_UINS,
{instancePath:i+"/redrive/environment/variables/FORMER_ACCOUNT_UINS",parentData:t,parentDataProperty:"FORMER_ACCOUNT_UIN\
S",rootData:f})||(e=e===null?z.errors:e.concat(z.errors),r=e.length)),t.KEYS_PER_TENANT_MAX!==void 0&&a.call(t,"KEYS_PER\
_TENANT_MAX")&&(se(t.KEYS_PER_TENANT_MAX,{instancePath:i+"/redrive/environment/variables/KEYS_PER_TENANT_MAX",parentData:t,
parentDataProperty:"KEYS_PER_TENANT_MAX",rootData:f})||(e=e===null?se.errors:e.concat(se.errors),r=e.length)),t.RETRY_ATTEMPTS_MAX!==
void 0&&a.call(t,"RETRY_ATTEMPTS_MAX")&&(B(t.RETRY_ATTEMPTS_MAX,{instancePath:i+"/redrive/environment/variables/RETRY_AT\
TEMPTS_MAX",parentData:t,parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=
e.length)),t.RETRY_DELAY_MS_MIN!==void 0&&a.call(t,"RETRY_DELAY_MS_MIN")&&($(t.RETRY_DELAY_MS_MIN,{instancePath:i+"/redr\
ive/environment/variables/RETRY_DELAY_MS_MIN",parentData:t,parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===
null?$.errors:e.concat($.errors),r=e.length)),t.RETRY_DELAY_MS_MAX!==void 0&&a.call(t,"RETRY_DELAY_MS_MAX")&&(Z(t.RETRY_DELAY_MS_MAX,
{instancePath:i+"/redrive/environment/variables/RETRY_DELAY_MS_MAX",parentData:t,parentDataProperty:"RETRY_DELAY_MS_MAX",
rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),r=e.length)),t.ATTEMPT_MS_MIN!==void 0&&a.call(t,"ATTEMPT_MS_MIN")&&
(h(t.ATTEMPT_MS_MIN,{instancePath:i+"/redrive/environment/variables/ATTEMPT_MS_MIN",parentData:t,parentDataProperty:"ATT\
EMPT_MS_MIN",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length)),t.SETTLE_MS!==void 0&&a.call(t,"SETTLE_M\
S")&&(ee(t.SETTLE_MS,{instancePath:i+"/redrive/environment/variables/SETTLE_MS",parentData:t,parentDataProperty:"SETTLE_\
MS",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),r=e.length)),t.REDRIVES_MAX!==void 0&&a.call(t,"REDRIVES_MAX")&&
(ye(t.REDRIVES_MAX,{instancePath:i+"/redrive/environment/variables/REDRIVES_MAX",parentData:t,parentDataProperty:"REDRIV\
ES_MAX",rootData:f})||(e=e===null?ye.errors:e.concat(ye.errors),r=e.length)),t.DOCS_URL!==void 0&&a.call(t,"DOCS_URL")&&
(re(t.DOCS_URL,{instancePath:i+"/redrive/environment/variables/DOCS_URL",parentData:t,parentDataProperty:"DOCS_URL",rootData:f})||
(e=e===null?re.errors:e.concat(re.errors),r=e.length)),t.STATUS_STORE!==void 0&&a.call(t,"STATUS_STORE")&&(le(t.STATUS_STORE,
{instancePath:i+"/redrive/environment/variables/STATUS_STORE",parentData:t,parentDataProperty:"STATUS_STORE",rootData:f})||
(e=e===null?le.errors:e.concat(le.errors),r=e.length)),t.STATUS_OF_QUEUE!==void 0&&a.call(t,"STATUS_OF_QUEUE")&&(ue(t.STATUS_OF_QUEUE,
{instancePath:i+"/redrive/environment/variables/STATUS_OF_QUEUE",parentData:t,parentDataProperty:"STATUS_OF_QUEUE",rootData:f})||
(e=e===null?ue.errors:e.concat(ue.errors),r=e.length)),t.MESSAGE_KEYS!==void 0&&a.call(t,"MESSAGE_KEYS")&&(ie(t.MESSAGE_KEYS,
{instancePath:i+"/redrive/environment/variables/MESSAGE_KEYS",parentData:t,parentDataProperty:"MESSAGE_KEYS",rootData:f})||
(e=e===null?ie.errors:e.concat(ie.errors),r=e.length))}else e=s(e,i+"/redrive/environment/variables","#/properties/redri\
ve/allOf/1/properties/environment/properties/variables/type"),r++}}else e=s(e,i+"/redrive/environment","#/properties/red\
rive/allOf/1/properties/environment/type"),r++}}else e=s(e,i+"/redrive","#/properties/redrive/allOf/1/type"),r++}if(p.reconcile!==
void 0&&a.call(p,"reconcile")){let o=p.reconcile;if(te(o,{instancePath:i+"/reconcile",parentData:p,parentDataProperty:"r\
econcile",rootData:f})||(e=e===null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(o)){
if(o.environment!==void 0&&a.call(o,"environment")){let l=o.environment;if(l&&typeof l=="object"&&!Array.isArray(l)){(l.
variables===void 0||!a.call(l,"variables"))&&(e=s(e,i+"/reconcile/environment","#/properties/reconcile/allOf/1/propertie\
s/environment/required","variables"),r++);for(const t of Object.keys(l))t!=="variables"&&(e=s(e,i+"/reconcile/environmen\
t","#/properties/reconcile/allOf/1/properties/environment/additionalProperties",t),r++);if(l.variables!==void 0&&a.call(
l,"variables")){let t=l.variables;if(t&&typeof t=="object"&&!Array.isArray(t)){for(const n of Object.keys(t))a.call({REGION:0,
TOPICS_URL:0,TOPICS_USER:0,TOPICS_PASSWORD:0,TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,
ACCOUNT_UIN:0,FORMER_ACCOUNT_UINS:0,RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0},
n)||(e=s(e,i+"/reconcile/environment/variables","#/properties/reconcile/allOf/1/properties/environment/properties/variab\
les/additionalProperties",n),r++);t.REGION!==void 0&&a.call(t,"REGION")&&(G(t.REGION,{instancePath:i+"/reconcile/environ\
ment/variables/REGION",parentData:t,parentDataProperty:"REGION",rootData:f})||(e=e===null?G.errors:e.concat(G.errors),r=
e.length)),t.TOPICS_URL!==void 0&&a.call(t,"TOPICS_URL")&&(W(t.TOPICS_URL,{instancePath:i+"/reconcile/environment/variab\
les/TOPICS_URL",parentData:t,parentDataProperty:"TOPICS_URL",rootData:f})||(e=e===null?W.errors:e.concat(W.errors),r=e.length)),
t.TOPICS_USER!==void 0&&a.call(t,"TOPICS_USER")&&(j(t.TOPICS_USER,{instancePath:i+"/reconcile/environment/variables/TOPI\
CS_USER",parentData:t,parentDataProperty:"TOPICS_USER",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.length)),
t.TOPICS_PASSWORD!==void 0&&a.call(t,"TOPICS_PASSWORD")&&(X(t.TOPICS_PASSWORD,{instancePath:i+"/reconcile/environment/va\
riables/TOPICS_PASSWORD",parentData:t,parentDataProperty:"TOPICS_PASSWORD",rootData:f})||(e=e===null?X.errors:e.concat(X.
errors),r=e.length)),t.TOPICS_SASL_MECHANISM!==void 0&&a.call(t,"TOPICS_SASL_MECHANISM")&&(F(t.TOPICS_SASL_MECHANISM,{instancePath:i+
"/reconcile/environment/variables/TOPICS_SASL_MECHANISM",parentData:t,parentDataProperty:"TOPICS_SASL_MECHANISM",rootData:f})||
(e=e===null?F.errors:e.concat(F.errors),r=e.length)),t.TOPICS_TLS!==void 0&&a.call(t,"TOPICS_TLS")&&(J(t.TOPICS_TLS,{instancePath:i+
"/reconcile/environment/variables/TOPICS_TLS",parentData:t,parentDataProperty:"TOPICS_TLS",rootData:f})||(e=e===null?J.errors:
e.concat(J.errors),r=e.length)),t.TOPICS_CA!==void 0&&a.call(t,"TOPICS_CA")&&(H(t.TOPICS_CA,{instancePath:i+"/reconcile/\
environment/variables/TOPICS_CA",parentData:t,parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?H.errors:e.concat(
H.errors),r=e.length)),t.MARKER_KEYS!==void 0&&a.call(t,"MARKER_KEYS")&&(Q(t.MARKER_KEYS,{instancePath:i+"/reconcile/env\
ironment/variables/MARKER_KEYS",parentData:t,parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?Q.errors:e.concat(
Q.errors),r=e.length)),t.API_ENDPOINT!==void 0&&a.call(t,"API_ENDPOINT")&&(V(t.API_ENDPOINT,{instancePath:i+"/reconcile/\
environment/variables/API_ENDPOINT",parentData:t,parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?V.errors:e.
concat(V.errors),r=e.length)),t.ACCOUNT_UIN!==void 0&&a.call(t,"ACCOUNT_UIN")&&(w(t.ACCOUNT_UIN,{instancePath:i+"/reconc\
ile/environment/variables/ACCOUNT_UIN",parentData:t,parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?w.errors:
e.concat(w.errors),r=e.length)),t.FORMER_ACCOUNT_UINS!==void 0&&a.call(t,"FORMER_ACCOUNT_UINS")&&(z(t.FORMER_ACCOUNT_UINS,
{instancePath:i+"/reconcile/environment/variables/FORMER_ACCOUNT_UINS",parentData:t,parentDataProperty:"FORMER_ACCOUNT_U\
INS",rootData:f})||(e=e===null?z.errors:e.concat(z.errors),r=e.length)),t.RETRY_ATTEMPTS_MAX!==void 0&&a.call(t,"RETRY_A\
TTEMPTS_MAX")&&(B(t.RETRY_ATTEMPTS_MAX,{instancePath:i+"/reconcile/environment/variables/RETRY_ATTEMPTS_MAX",parentData:t,
parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=e.length)),t.RETRY_DELAY_MS_MIN!==
void 0&&a.call(t,"RETRY_DELAY_MS_MIN")&&($(t.RETRY_DELAY_MS_MIN,{instancePath:i+"/reconcile/environment/variables/RETRY_\
DELAY_MS_MIN",parentData:t,parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===null?$.errors:e.concat($.errors),
r=e.length)),t.RETRY_DELAY_MS_MAX!==void 0&&a.call(t,"RETRY_DELAY_MS_MAX")&&(Z(t.RETRY_DELAY_MS_MAX,{instancePath:i+"/re\
concile/environment/variables/RETRY_DELAY_MS_MAX",parentData:t,parentDataProperty:"RETRY_DELAY_MS_MAX",rootData:f})||(e=
e===null?Z.errors:e.concat(Z.errors),r=e.length)),t.ATTEMPT_MS_MIN!==void 0&&a.call(t,"ATTEMPT_MS_MIN")&&(h(t.ATTEMPT_MS_MIN,
{instancePath:i+"/reconcile/environment/variables/ATTEMPT_MS_MIN",parentData:t,parentDataProperty:"ATTEMPT_MS_MIN",rootData:f})||
(e=e===null?h.errors:e.concat(h.errors),r=e.length)),t.SETTLE_MS!==void 0&&a.call(t,"SETTLE_MS")&&(ee(t.SETTLE_MS,{instancePath:i+
"/reconcile/environment/variables/SETTLE_MS",parentData:t,parentDataProperty:"SETTLE_MS",rootData:f})||(e=e===null?ee.errors:
e.concat(ee.errors),r=e.length))}else e=s(e,i+"/reconcile/environment/variables","#/properties/reconcile/allOf/1/propert\
ies/environment/properties/variables/type"),r++}}else e=s(e,i+"/reconcile/environment","#/properties/reconcile/allOf/1/p\
roperties/environment/type"),r++}}else e=s(e,i+"/reconcile","#/properties/reconcile/allOf/1/type"),r++}if(p.oversee!==void 0&&
a.call(p,"oversee")){let o=p.oversee;if(te(o,{instancePath:i+"/oversee",parentData:p,parentDataProperty:"oversee",rootData:f})||
(e=e===null?te.errors:e.concat(te.errors),r=e.length),o&&typeof o=="object"&&!Array.isArray(o)){if(o.environment!==void 0&&
a.call(o,"environment")){let l=o.environment;if(l&&typeof l=="object"&&!Array.isArray(l)){(l.variables===void 0||!a.call(
l,"variables"))&&(e=s(e,i+"/oversee/environment","#/properties/oversee/allOf/1/properties/environment/required","variabl\
es"),r++);for(const t of Object.keys(l))t!=="variables"&&(e=s(e,i+"/oversee/environment","#/properties/oversee/allOf/1/p\
roperties/environment/additionalProperties",t),r++);if(l.variables!==void 0&&a.call(l,"variables")){let t=l.variables;if(t&&
typeof t=="object"&&!Array.isArray(t)){for(const n of Object.keys(t))a.call({REGION:0,TOPICS_URL:0,TOPICS_USER:0,TOPICS_PASSWORD:0,
TOPICS_SASL_MECHANISM:0,TOPICS_TLS:0,TOPICS_CA:0,MARKER_KEYS:0,API_ENDPOINT:0,ACCOUNT_UIN:0,FORMER_ACCOUNT_UINS:0,KEYS_PER_TENANT_MAX:0,
RETRY_ATTEMPTS_MAX:0,RETRY_DELAY_MS_MIN:0,RETRY_DELAY_MS_MAX:0,ATTEMPT_MS_MIN:0,SETTLE_MS:0,DOCS_URL:0,STATUS_STORE:0,MESSAGE_KEYS:0},
n)||(e=s(e,i+"/oversee/environment/variables","#/properties/oversee/allOf/1/properties/environment/properties/variables/\
additionalProperties",n),r++);t.REGION!==void 0&&a.call(t,"REGION")&&(G(t.REGION,{instancePath:i+"/oversee/environment/v\
ariables/REGION",parentData:t,parentDataProperty:"REGION",rootData:f})||(e=e===null?G.errors:e.concat(G.errors),r=e.length)),
t.TOPICS_URL!==void 0&&a.call(t,"TOPICS_URL")&&(W(t.TOPICS_URL,{instancePath:i+"/oversee/environment/variables/TOPICS_UR\
L",parentData:t,parentDataProperty:"TOPICS_URL",rootData:f})||(e=e===null?W.errors:e.concat(W.errors),r=e.length)),t.TOPICS_USER!==
void 0&&a.call(t,"TOPICS_USER")&&(j(t.TOPICS_USER,{instancePath:i+"/oversee/environment/variables/TOPICS_USER",parentData:t,
parentDataProperty:"TOPICS_USER",rootData:f})||(e=e===null?j.errors:e.concat(j.errors),r=e.length)),t.TOPICS_PASSWORD!==
void 0&&a.call(t,"TOPICS_PASSWORD")&&(X(t.TOPICS_PASSWORD,{instancePath:i+"/oversee/environment/variables/TOPICS_PASSWOR\
D",parentData:t,parentDataProperty:"TOPICS_PASSWORD",rootData:f})||(e=e===null?X.errors:e.concat(X.errors),r=e.length)),
t.TOPICS_SASL_MECHANISM!==void 0&&a.call(t,"TOPICS_SASL_MECHANISM")&&(F(t.TOPICS_SASL_MECHANISM,{instancePath:i+"/overse\
e/environment/variables/TOPICS_SASL_MECHANISM",parentData:t,parentDataProperty:"TOPICS_SASL_MECHANISM",rootData:f})||(e=
e===null?F.errors:e.concat(F.errors),r=e.length)),t.TOPICS_TLS!==void 0&&a.call(t,"TOPICS_TLS")&&(J(t.TOPICS_TLS,{instancePath:i+
"/oversee/environment/variables/TOPICS_TLS",parentData:t,parentDataProperty:"TOPICS_TLS",rootData:f})||(e=e===null?J.errors:
e.concat(J.errors),r=e.length)),t.TOPICS_CA!==void 0&&a.call(t,"TOPICS_CA")&&(H(t.TOPICS_CA,{instancePath:i+"/oversee/en\
vironment/variables/TOPICS_CA",parentData:t,parentDataProperty:"TOPICS_CA",rootData:f})||(e=e===null?H.errors:e.concat(H.
errors),r=e.length)),t.MARKER_KEYS!==void 0&&a.call(t,"MARKER_KEYS")&&(Q(t.MARKER_KEYS,{instancePath:i+"/oversee/environ\
ment/variables/MARKER_KEYS",parentData:t,parentDataProperty:"MARKER_KEYS",rootData:f})||(e=e===null?Q.errors:e.concat(Q.
errors),r=e.length)),t.API_ENDPOINT!==void 0&&a.call(t,"API_ENDPOINT")&&(V(t.API_ENDPOINT,{instancePath:i+"/oversee/envi\
ronment/variables/API_ENDPOINT",parentData:t,parentDataProperty:"API_ENDPOINT",rootData:f})||(e=e===null?V.errors:e.concat(
V.errors),r=e.length)),t.ACCOUNT_UIN!==void 0&&a.call(t,"ACCOUNT_UIN")&&(w(t.ACCOUNT_UIN,{instancePath:i+"/oversee/envir\
onment/variables/ACCOUNT_UIN",parentData:t,parentDataProperty:"ACCOUNT_UIN",rootData:f})||(e=e===null?w.errors:e.concat(
w.errors),r=e.length)),t.FORMER_ACCOUNT_UINS!==void 0&&a.call(t,"FORMER_ACCOUNT_UINS")&&(z(t.FORMER_ACCOUNT_UINS,{instancePath:i+
"/oversee/environment/variables/FORMER_ACCOUNT_UINS",parentData:t,parentDataProperty:"FORMER_ACCOUNT_UINS",rootData:f})||
(e=e===null?z.errors:e.concat(z.errors),r=e.length)),t.KEYS_PER_TENANT_MAX!==void 0&&a.call(t,"KEYS_PER_TENANT_MAX")&&(se(
t.KEYS_PER_TENANT_MAX,{instancePath:i+"/oversee/environment/variables/KEYS_PER_TENANT_MAX",parentData:t,parentDataProperty:"\
KEYS_PER_TENANT_MAX",rootData:f})||(e=e===null?se.errors:e.concat(se.errors),r=e.length)),t.RETRY_ATTEMPTS_MAX!==void 0&&
a.call(t,"RETRY_ATTEMPTS_MAX")&&(B(t.RETRY_ATTEMPTS_MAX,{instancePath:i+"/oversee/environment/variables/RETRY_ATTEMPTS_M\
AX",parentData:t,parentDataProperty:"RETRY_ATTEMPTS_MAX",rootData:f})||(e=e===null?B.errors:e.concat(B.errors),r=e.length)),
t.RETRY_DELAY_MS_MIN!==void 0&&a.call(t,"RETRY_DELAY_MS_MIN")&&($(t.RETRY_DELAY_MS_MIN,{instancePath:i+"/oversee/environ\
ment/variables/RETRY_DELAY_MS_MIN",parentData:t,parentDataProperty:"RETRY_DELAY_MS_MIN",rootData:f})||(e=e===null?$.errors:
e.concat($.errors),r=e.length)),t.RETRY_DELAY_MS_MAX!==void 0&&a.call(t,"RETRY_DELAY_MS_MAX")&&(Z(t.RETRY_DELAY_MS_MAX,{
instancePath:i+"/oversee/environment/variables/RETRY_DELAY_MS_MAX",parentData:t,parentDataProperty:"RETRY_DELAY_MS_MAX",
rootData:f})||(e=e===null?Z.errors:e.concat(Z.errors),r=e.length)),t.ATTEMPT_MS_MIN!==void 0&&a.call(t,"ATTEMPT_MS_MIN")&&
(h(t.ATTEMPT_MS_MIN,{instancePath:i+"/oversee/environment/variables/ATTEMPT_MS_MIN",parentData:t,parentDataProperty:"ATT\
EMPT_MS_MIN",rootData:f})||(e=e===null?h.errors:e.concat(h.errors),r=e.length)),t.SETTLE_MS!==void 0&&a.call(t,"SETTLE_M\
S")&&(ee(t.SETTLE_MS,{instancePath:i+"/oversee/environment/variables/SETTLE_MS",parentData:t,parentDataProperty:"SETTLE_\
MS",rootData:f})||(e=e===null?ee.errors:e.concat(ee.errors),r=e.length)),t.DOCS_URL!==void 0&&a.call(t,"DOCS_URL")&&(re(
t.DOCS_URL,{instancePath:i+"/oversee/environment/variables/DOCS_URL",parentData:t,parentDataProperty:"DOCS_URL",rootData:f})||
(e=e===null?re.errors:e.concat(re.errors),r=e.length)),t.STATUS_STORE!==void 0&&a.call(t,"STATUS_STORE")&&(le(t.STATUS_STORE,
{instancePath:i+"/oversee/environment/variables/STATUS_STORE",parentData:t,parentDataProperty:"STATUS_STORE",rootData:f})||
(e=e===null?le.errors:e.concat(le.errors),r=e.length)),t.MESSAGE_KEYS!==void 0&&a.call(t,"MESSAGE_KEYS")&&(ie(t.MESSAGE_KEYS,
{instancePath:i+"/oversee/environment/variables/MESSAGE_KEYS",parentData:t,parentDataProperty:"MESSAGE_KEYS",rootData:f})||
(e=e===null?ie.errors:e.concat(ie.errors),r=e.length))}else e=s(e,i+"/oversee/environment/variables","#/properties/overs\
ee/allOf/1/properties/environment/properties/variables/type"),r++}}else e=s(e,i+"/oversee/environment","#/properties/ove\
rsee/allOf/1/properties/environment/type"),r++}}else e=s(e,i+"/oversee","#/properties/oversee/allOf/1/type"),r++}}else e=
s(e,i,"#/type"),r++;return er.errors=e,r===0}const Dr=new RegExp("^[a-z][a-z0-9-]{0,38}[a-z0-9]$","u"),br=new RegExp("^[\
A-Za-z][\\w-]{0,29}$","u"),Ur=new RegExp("^Nodejs(?:18\\.(?:1[5-9]|[2-9][0-9])|(?:19|[2-9][0-9])\\.[0-9]{1,3})$","u"),Sr=new RegExp(
"^ckafka-[a-z0-9]{8,20}$","u"),Or=new RegExp("^[!-~ ]{0,400}$","u"),Lr=new RegExp("^(?:cos:\\/\\/[a-z0-9-]{1,70})?$","u"),
Tr=new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,99}$","u"),Er=new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$","u"),gr=new RegExp(
"^[!-~]{0,200}$","u"),Yr=new RegExp("^\\s*(?:\\S+\\s+){6}\\S+\\s*$","u"),Pr=new RegExp("^[\\s\\S]{0,4000}$","u");function mr(p,{
instancePath:i="",parentData:C,parentDataProperty:M,rootData:f=p}={}){let e=null,r=0;if(p&&typeof p=="object"&&!Array.isArray(
p)){(p.format===void 0||!a.call(p,"format"))&&(e=s(e,i,"#/required","format"),r++),(p.name===void 0||!a.call(p,"name"))&&
(e=s(e,i,"#/required","name"),r++),(p.inputs===void 0||!a.call(p,"inputs"))&&(e=s(e,i,"#/required","inputs"),r++);for(const D of Object.
keys(p))D==="format"||D==="name"||D==="inputs"||(e=s(e,i,"#/additionalProperties",D),r++);if(p.format!==void 0&&a.call(p,
"format")){let D=p.format;const E=r;let g=!1;const y=r;D!=="tenant-keys/1"&&(e=s(e,i+"/format","#/properties/format/anyO\
f/0/enum"),r++);var o=y===r;if(g=g||o,!g){const _=r;u(D,{instancePath:i+"/format",parentData:p,parentDataProperty:"forma\
t",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var o=_===r;g=g||o}g?(r=E,e!==null&&(E?e.length=E:e=
null)):(e=s(e,i+"/format","#/properties/format/anyOf"),r++)}if(p.name!==void 0&&a.call(p,"name")){let D=p.name;const E=r;
let g=!1;const y=r;typeof D=="string"?Dr.test(D)||(e=s(e,i+"/name","#/properties/name/anyOf/0/pattern"),r++):(e=s(e,i+"/\
name","#/properties/name/anyOf/0/type"),r++);var l=y===r;if(g=g||l,!g){const _=r;u(D,{instancePath:i+"/name",parentData:p,
parentDataProperty:"name",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var l=_===r;g=g||l}g?(r=E,e!==
null&&(E?e.length=E:e=null)):(e=s(e,i+"/name","#/properties/name/anyOf"),r++)}if(p.inputs!==void 0&&a.call(p,"inputs")){
let D=p.inputs;if(D&&typeof D=="object"&&!Array.isArray(D)){(D.region===void 0||!a.call(D,"region"))&&(e=s(e,i+"/inputs",
"#/properties/inputs/required","region"),r++),(D.namespace===void 0||!a.call(D,"namespace"))&&(e=s(e,i+"/inputs","#/prop\
erties/inputs/required","namespace"),r++),(D.runtime===void 0||!a.call(D,"runtime"))&&(e=s(e,i+"/inputs","#/properties/i\
nputs/required","runtime"),r++),(D.ckafka===void 0||!a.call(D,"ckafka"))&&(e=s(e,i+"/inputs","#/properties/inputs/requir\
ed","ckafka"),r++),(D.functions===void 0||!a.call(D,"functions"))&&(e=s(e,i+"/inputs","#/properties/inputs/required","fu\
nctions"),r++);for(const E of Object.keys(D))a.call({region:0,namespace:0,runtime:0,vpcConfig:0,publicNet:0,cls:0,environments:0,
ckafka:0,statusStore:0,functions:0,triggers:0},E)||(e=s(e,i+"/inputs","#/properties/inputs/additionalProperties",E),r++);
if(D.region!==void 0&&a.call(D,"region")){let E=D.region;const g=r;let y=!1;const _=r;typeof E=="string"?vr.test(E)||(e=
s(e,i+"/inputs/region","#/properties/inputs/properties/region/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/region","#/proper\
ties/inputs/properties/region/anyOf/0/type"),r++);var t=_===r;if(y=y||t,!y){const m=r;u(E,{instancePath:i+"/inputs/regio\
n",parentData:D,parentDataProperty:"region",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var t=m===
r;y=y||t}y?(r=g,e!==null&&(g?e.length=g:e=null)):(e=s(e,i+"/inputs/region","#/properties/inputs/properties/region/anyOf"),
r++)}if(D.namespace!==void 0&&a.call(D,"namespace")){let E=D.namespace;const g=r;let y=!1;const _=r;typeof E=="string"?br.
test(E)||(e=s(e,i+"/inputs/namespace","#/properties/inputs/properties/namespace/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs\
/namespace","#/properties/inputs/properties/namespace/anyOf/0/type"),r++);var n=_===r;if(y=y||n,!y){const m=r;u(E,{instancePath:i+
"/inputs/namespace",parentData:D,parentDataProperty:"namespace",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=
e.length);var n=m===r;y=y||n}y?(r=g,e!==null&&(g?e.length=g:e=null)):(e=s(e,i+"/inputs/namespace","#/properties/inputs/p\
roperties/namespace/anyOf"),r++)}if(D.runtime!==void 0&&a.call(D,"runtime")){let E=D.runtime;const g=r;let y=!1;const _=r;
typeof E=="string"?Ur.test(E)||(e=s(e,i+"/inputs/runtime","#/properties/inputs/properties/runtime/anyOf/0/pattern"),r++):
(e=s(e,i+"/inputs/runtime","#/properties/inputs/properties/runtime/anyOf/0/type"),r++);var A=_===r;if(y=y||A,!y){const m=r;
u(E,{instancePath:i+"/inputs/runtime",parentData:D,parentDataProperty:"runtime",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var A=m===r;y=y||A}y?(r=g,e!==null&&(g?e.length=g:e=null)):(e=s(e,i+"/inputs/runtime","#/propertie\
s/inputs/properties/runtime/anyOf"),r++)}if(D.vpcConfig!==void 0&&a.call(D,"vpcConfig")){let E=D.vpcConfig;if(E&&typeof E==
"object"&&!Array.isArray(E)){(E.vpcId===void 0||!a.call(E,"vpcId"))&&(e=s(e,i+"/inputs/vpcConfig","#/properties/inputs/p\
roperties/vpcConfig/required","vpcId"),r++),(E.subnetId===void 0||!a.call(E,"subnetId"))&&(e=s(e,i+"/inputs/vpcConfig","\
#/properties/inputs/properties/vpcConfig/required","subnetId"),r++);for(const g of Object.keys(E))g==="vpcId"||g==="subn\
etId"||(e=s(e,i+"/inputs/vpcConfig","#/properties/inputs/properties/vpcConfig/additionalProperties",g),r++);if(E.vpcId!==
void 0&&a.call(E,"vpcId")){let g=E.vpcId;const y=r;let _=!1;const m=r;typeof g=="string"?Fe.test(g)||(e=s(e,i+"/inputs/v\
pcConfig/vpcId","#/properties/inputs/properties/vpcConfig/properties/vpcId/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/vpcC\
onfig/vpcId","#/properties/inputs/properties/vpcConfig/properties/vpcId/anyOf/0/type"),r++);var d=m===r;if(_=_||d,!_){const U=r;
u(g,{instancePath:i+"/inputs/vpcConfig/vpcId",parentData:E,parentDataProperty:"vpcId",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var d=U===r;_=_||d}_?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,i+"/inputs/vpcConfig/vp\
cId","#/properties/inputs/properties/vpcConfig/properties/vpcId/anyOf"),r++)}if(E.subnetId!==void 0&&a.call(E,"subnetId")){
let g=E.subnetId;const y=r;let _=!1;const m=r;typeof g=="string"?Fe.test(g)||(e=s(e,i+"/inputs/vpcConfig/subnetId","#/pr\
operties/inputs/properties/vpcConfig/properties/subnetId/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/vpcConfig/subnetId","#\
/properties/inputs/properties/vpcConfig/properties/subnetId/anyOf/0/type"),r++);var I=m===r;if(_=_||I,!_){const U=r;u(g,
{instancePath:i+"/inputs/vpcConfig/subnetId",parentData:E,parentDataProperty:"subnetId",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var I=U===r;_=_||I}_?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,i+"/inputs/vpcConfig/su\
bnetId","#/properties/inputs/properties/vpcConfig/properties/subnetId/anyOf"),r++)}}else e=s(e,i+"/inputs/vpcConfig","#/\
properties/inputs/properties/vpcConfig/type"),r++}if(D.publicNet!==void 0&&a.call(D,"publicNet")){let E=D.publicNet;const g=r;
let y=!1;const _=r;E==="on"||E==="off"||(e=s(e,i+"/inputs/publicNet","#/properties/inputs/properties/publicNet/anyOf/0/e\
num"),r++);var pe=_===r;if(y=y||pe,!y){const m=r;u(E,{instancePath:i+"/inputs/publicNet",parentData:D,parentDataProperty:"\
publicNet",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var pe=m===r;y=y||pe}y?(r=g,e!==null&&(g?e.
length=g:e=null)):(e=s(e,i+"/inputs/publicNet","#/properties/inputs/properties/publicNet/anyOf"),r++)}if(D.cls!==void 0&&
a.call(D,"cls")){let E=D.cls;if(E&&typeof E=="object"&&!Array.isArray(E)){(E.logsetId===void 0||!a.call(E,"logsetId"))&&
(e=s(e,i+"/inputs/cls","#/properties/inputs/properties/cls/required","logsetId"),r++),(E.topicId===void 0||!a.call(E,"to\
picId"))&&(e=s(e,i+"/inputs/cls","#/properties/inputs/properties/cls/required","topicId"),r++);for(const g of Object.keys(
E))g==="logsetId"||g==="topicId"||(e=s(e,i+"/inputs/cls","#/properties/inputs/properties/cls/additionalProperties",g),r++);
if(E.logsetId!==void 0&&a.call(E,"logsetId")){let g=E.logsetId;const y=r;let _=!1;const m=r;typeof g=="string"?Fe.test(g)||
(e=s(e,i+"/inputs/cls/logsetId","#/properties/inputs/properties/cls/properties/logsetId/anyOf/0/pattern"),r++):(e=s(e,i+
"/inputs/cls/logsetId","#/properties/inputs/properties/cls/properties/logsetId/anyOf/0/type"),r++);var N=m===r;if(_=_||N,
!_){const U=r;u(g,{instancePath:i+"/inputs/cls/logsetId",parentData:E,parentDataProperty:"logsetId",rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var N=U===r;_=_||N}_?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,i+"/input\
s/cls/logsetId","#/properties/inputs/properties/cls/properties/logsetId/anyOf"),r++)}if(E.topicId!==void 0&&a.call(E,"to\
picId")){let g=E.topicId;const y=r;let _=!1;const m=r;typeof g=="string"?Fe.test(g)||(e=s(e,i+"/inputs/cls/topicId","#/p\
roperties/inputs/properties/cls/properties/topicId/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/cls/topicId","#/properties/i\
nputs/properties/cls/properties/topicId/anyOf/0/type"),r++);var ae=m===r;if(_=_||ae,!_){const U=r;u(g,{instancePath:i+"/\
inputs/cls/topicId",parentData:E,parentDataProperty:"topicId",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.
length);var ae=U===r;_=_||ae}_?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,i+"/inputs/cls/topicId","#/properties/inputs\
/properties/cls/properties/topicId/anyOf"),r++)}}else e=s(e,i+"/inputs/cls","#/properties/inputs/properties/cls/type"),r++}
if(D.environments!==void 0&&a.call(D,"environments")&&($e(D.environments,{instancePath:i+"/inputs/environments",parentData:D,
parentDataProperty:"environments",rootData:f})||(e=e===null?$e.errors:e.concat($e.errors),r=e.length)),D.ckafka!==void 0&&
a.call(D,"ckafka")){let E=D.ckafka;if(E&&typeof E=="object"&&!Array.isArray(E)){(E.instanceId===void 0||!a.call(E,"insta\
nceId"))&&(e=s(e,i+"/inputs/ckafka","#/properties/inputs/properties/ckafka/required","instanceId"),r++),(E.topics===void 0||
!a.call(E,"topics"))&&(e=s(e,i+"/inputs/ckafka","#/properties/inputs/properties/ckafka/required","topics"),r++);for(const g of Object.
keys(E))g==="instanceId"||g==="topics"||(e=s(e,i+"/inputs/ckafka","#/properties/inputs/properties/ckafka/additionalPrope\
rties",g),r++);if(E.instanceId!==void 0&&a.call(E,"instanceId")){let g=E.instanceId;const y=r;let _=!1;const m=r;typeof g==
"string"?Sr.test(g)||(e=s(e,i+"/inputs/ckafka/instanceId","#/properties/inputs/properties/ckafka/properties/instanceId/a\
nyOf/0/pattern"),r++):(e=s(e,i+"/inputs/ckafka/instanceId","#/properties/inputs/properties/ckafka/properties/instanceId/\
anyOf/0/type"),r++);var We=m===r;if(_=_||We,!_){const U=r;u(g,{instancePath:i+"/inputs/ckafka/instanceId",parentData:E,parentDataProperty:"\
instanceId",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var We=U===r;_=_||We}_?(r=y,e!==null&&(y?e.
length=y:e=null)):(e=s(e,i+"/inputs/ckafka/instanceId","#/properties/inputs/properties/ckafka/properties/instanceId/anyO\
f"),r++)}if(E.topics!==void 0&&a.call(E,"topics")){let g=E.topics;if(g&&typeof g=="object"&&!Array.isArray(g))for(const y of Object.
keys(g)){let _=g[y];if(_&&typeof _=="object"&&!Array.isArray(_)){(_.partitions===void 0||!a.call(_,"partitions"))&&(e=s(
e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/\
topics/additionalProperties/required","partitions"),r++),(_.replicas===void 0||!a.call(_,"replicas"))&&(e=s(e,i+"/inputs\
/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/addit\
ionalProperties/required","replicas"),r++),(_.cleanUpPolicy===void 0||!a.call(_,"cleanUpPolicy"))&&(e=s(e,i+"/inputs/cka\
fka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additiona\
lProperties/required","cleanUpPolicy"),r++),(_.retentionHours===void 0||!a.call(_,"retentionHours"))&&(e=s(e,i+"/inputs/\
ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additi\
onalProperties/required","retentionHours"),r++),(_.maxMessageBytes===void 0||!a.call(_,"maxMessageBytes"))&&(e=s(e,i+"/i\
nputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/\
additionalProperties/required","maxMessageBytes"),r++);for(const m of Object.keys(_))m==="partitions"||m==="replicas"||m===
"cleanUpPolicy"||m==="retentionHours"||m==="maxMessageBytes"||m==="user"||m==="readers"||(e=s(e,i+"/inputs/ckafka/topics\
/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/topics/additionalPropertie\
s/additionalProperties",m),r++);if(_.partitions!==void 0&&a.call(_,"partitions")){let m=_.partitions;const U=r;let q=!1;
const L=r;typeof m=="number"&&!(m%1)&&!isNaN(m)&&isFinite(m)||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(
/\//g,"~1")+"/partitions","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/parti\
tions/anyOf/0/type"),r++),typeof m=="number"&&isFinite(m)&&((m>3e3||isNaN(m))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(
/~/g,"~0").replace(/\//g,"~1")+"/partitions","#/properties/inputs/properties/ckafka/properties/topics/additionalProperti\
es/properties/partitions/anyOf/0/maximum"),r++),(m<1||isNaN(m))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").
replace(/\//g,"~1")+"/partitions","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properti\
es/partitions/anyOf/0/minimum"),r++));var oe=L===r;if(q=q||oe,!q){const Y=r;u(m,{instancePath:i+"/inputs/ckafka/topics/"+
y.replace(/~/g,"~0").replace(/\//g,"~1")+"/partitions",parentData:_,parentDataProperty:"partitions",rootData:f})||(e=e===
null?u.errors:e.concat(u.errors),r=e.length);var oe=Y===r;q=q||oe}q?(r=U,e!==null&&(U?e.length=U:e=null)):(e=s(e,i+"/inp\
uts/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/partitions","#/properties/inputs/properties/ckafka/proper\
ties/topics/additionalProperties/properties/partitions/anyOf"),r++)}if(_.replicas!==void 0&&a.call(_,"replicas")){let m=_.
replicas;const U=r;let q=!1;const L=r;typeof m=="number"&&!(m%1)&&!isNaN(m)&&isFinite(m)||(e=s(e,i+"/inputs/ckafka/topic\
s/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/replicas","#/properties/inputs/properties/ckafka/properties/topics/additi\
onalProperties/properties/replicas/anyOf/0/type"),r++),typeof m=="number"&&isFinite(m)&&((m>3||isNaN(m))&&(e=s(e,i+"/inp\
uts/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/replicas","#/properties/inputs/properties/ckafka/properti\
es/topics/additionalProperties/properties/replicas/anyOf/0/maximum"),r++),(m<1||isNaN(m))&&(e=s(e,i+"/inputs/ckafka/topi\
cs/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/replicas","#/properties/inputs/properties/ckafka/properties/topics/addit\
ionalProperties/properties/replicas/anyOf/0/minimum"),r++));var c=L===r;if(q=q||c,!q){const Y=r;u(m,{instancePath:i+"/in\
puts/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/replicas",parentData:_,parentDataProperty:"replicas",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var c=Y===r;q=q||c}q?(r=U,e!==null&&(U?e.length=U:e=null)):(e=s(e,i+
"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/replicas","#/properties/inputs/properties/ckafka/pro\
perties/topics/additionalProperties/properties/replicas/anyOf"),r++)}if(_.cleanUpPolicy!==void 0&&a.call(_,"cleanUpPolic\
y")){let m=_.cleanUpPolicy;const U=r;let q=!1;const L=r;m==="delete"||m==="compact"||(e=s(e,i+"/inputs/ckafka/topics/"+y.
replace(/~/g,"~0").replace(/\//g,"~1")+"/cleanUpPolicy","#/properties/inputs/properties/ckafka/properties/topics/additio\
nalProperties/properties/cleanUpPolicy/anyOf/0/enum"),r++);var b=L===r;if(q=q||b,!q){const Y=r;u(m,{instancePath:i+"/inp\
uts/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/cleanUpPolicy",parentData:_,parentDataProperty:"cleanUpPo\
licy",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var b=Y===r;q=q||b}q?(r=U,e!==null&&(U?e.length=
U:e=null)):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/cleanUpPolicy","#/properties/inp\
uts/properties/ckafka/properties/topics/additionalProperties/properties/cleanUpPolicy/anyOf"),r++)}if(_.retentionHours!==
void 0&&a.call(_,"retentionHours")){let m=_.retentionHours;const U=r;let q=!1;const L=r;typeof m=="number"&&!(m%1)&&!isNaN(
m)&&isFinite(m)||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/retentionHours","#/propert\
ies/inputs/properties/ckafka/properties/topics/additionalProperties/properties/retentionHours/anyOf/0/type"),r++),typeof m==
"number"&&isFinite(m)&&((m>2160||isNaN(m))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"\
/retentionHours","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/retentionHours\
/anyOf/0/maximum"),r++),(m<1||isNaN(m))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/re\
tentionHours","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/retentionHours/an\
yOf/0/minimum"),r++));var R=L===r;if(q=q||R,!q){const Y=r;u(m,{instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~\
0").replace(/\//g,"~1")+"/retentionHours",parentData:_,parentDataProperty:"retentionHours",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var R=Y===r;q=q||R}q?(r=U,e!==null&&(U?e.length=U:e=null)):(e=s(e,i+"/inputs/ckafka/topic\
s/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/retentionHours","#/properties/inputs/properties/ckafka/properties/topics/\
additionalProperties/properties/retentionHours/anyOf"),r++)}if(_.maxMessageBytes!==void 0&&a.call(_,"maxMessageBytes")){
let m=_.maxMessageBytes;const U=r;let q=!1;const L=r;typeof m=="number"&&!(m%1)&&!isNaN(m)&&isFinite(m)||(e=s(e,i+"/inpu\
ts/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/maxMessageBytes","#/properties/inputs/properties/ckafka/pr\
operties/topics/additionalProperties/properties/maxMessageBytes/anyOf/0/type"),r++),typeof m=="number"&&isFinite(m)&&((m>
12582912||isNaN(m))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/maxMessageBytes","#/pr\
operties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/maxMessageBytes/anyOf/0/maximum"),r++),
(m<1024||isNaN(m))&&(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/maxMessageBytes","#/pro\
perties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/maxMessageBytes/anyOf/0/minimum"),r++));
var K=L===r;if(q=q||K,!q){const Y=r;u(m,{instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+
"/maxMessageBytes",parentData:_,parentDataProperty:"maxMessageBytes",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),
r=e.length);var K=Y===r;q=q||K}q?(r=U,e!==null&&(U?e.length=U:e=null)):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,
"~0").replace(/\//g,"~1")+"/maxMessageBytes","#/properties/inputs/properties/ckafka/properties/topics/additionalProperti\
es/properties/maxMessageBytes/anyOf"),r++)}if(_.user!==void 0&&a.call(_,"user")){let m=_.user;const U=r;let q=!1;const L=r;
typeof m=="string"?Or.test(m)||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/user","#/pro\
perties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/user/anyOf/0/pattern"),r++):(e=s(e,i+
"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/user","#/properties/inputs/properties/ckafka/propert\
ies/topics/additionalProperties/properties/user/anyOf/0/type"),r++);var x=L===r;if(q=q||x,!q){const Y=r;u(m,{instancePath:i+
"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/user",parentData:_,parentDataProperty:"user",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var x=Y===r;q=q||x}q?(r=U,e!==null&&(U?e.length=U:e=null)):(e=s(e,i+
"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/user","#/properties/inputs/properties/ckafka/propert\
ies/topics/additionalProperties/properties/user/anyOf"),r++)}if(_.readers!==void 0&&a.call(_,"readers")){let m=_.readers;
const U=r;let q=!1;const L=r;typeof m=="string"?Or.test(m)||(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(
/\//g,"~1")+"/readers","#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/readers/\
anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/readers","#/properti\
es/inputs/properties/ckafka/properties/topics/additionalProperties/properties/readers/anyOf/0/type"),r++);var fe=L===r;if(q=
q||fe,!q){const Y=r;u(m,{instancePath:i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/readers",parentData:_,
parentDataProperty:"readers",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var fe=Y===r;q=q||fe}q?(r=
U,e!==null&&(U?e.length=U:e=null)):(e=s(e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1")+"/readers",
"#/properties/inputs/properties/ckafka/properties/topics/additionalProperties/properties/readers/anyOf"),r++)}}else e=s(
e,i+"/inputs/ckafka/topics/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),"#/properties/inputs/properties/ckafka/properties/\
topics/additionalProperties/type"),r++}else e=s(e,i+"/inputs/ckafka/topics","#/properties/inputs/properties/ckafka/prope\
rties/topics/type"),r++}}else e=s(e,i+"/inputs/ckafka","#/properties/inputs/properties/ckafka/type"),r++}if(D.statusStore!==
void 0&&a.call(D,"statusStore")){let E=D.statusStore;if(E&&typeof E=="object"&&!Array.isArray(E)){(E.bucket===void 0||!a.
call(E,"bucket"))&&(e=s(e,i+"/inputs/statusStore","#/properties/inputs/properties/statusStore/required","bucket"),r++),(E.
expiryDays===void 0||!a.call(E,"expiryDays"))&&(e=s(e,i+"/inputs/statusStore","#/properties/inputs/properties/statusStor\
e/required","expiryDays"),r++);for(const g of Object.keys(E))g==="bucket"||g==="expiryDays"||(e=s(e,i+"/inputs/statusSto\
re","#/properties/inputs/properties/statusStore/additionalProperties",g),r++);if(E.bucket!==void 0&&a.call(E,"bucket")){
let g=E.bucket;const y=r;let _=!1;const m=r;typeof g=="string"?Lr.test(g)||(e=s(e,i+"/inputs/statusStore/bucket","#/prop\
erties/inputs/properties/statusStore/properties/bucket/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/statusStore/bucket","#/p\
roperties/inputs/properties/statusStore/properties/bucket/anyOf/0/type"),r++);var rr=m===r;if(_=_||rr,!_){const U=r;u(g,
{instancePath:i+"/inputs/statusStore/bucket",parentData:E,parentDataProperty:"bucket",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var rr=U===r;_=_||rr}_?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,i+"/inputs/statusStor\
e/bucket","#/properties/inputs/properties/statusStore/properties/bucket/anyOf"),r++)}if(E.expiryDays!==void 0&&a.call(E,
"expiryDays")){let g=E.expiryDays;const y=r;let _=!1;const m=r;typeof g=="number"&&!(g%1)&&!isNaN(g)&&isFinite(g)||(e=s(
e,i+"/inputs/statusStore/expiryDays","#/properties/inputs/properties/statusStore/properties/expiryDays/anyOf/0/type"),r++),
typeof g=="number"&&isFinite(g)&&((g>3650||isNaN(g))&&(e=s(e,i+"/inputs/statusStore/expiryDays","#/properties/inputs/pro\
perties/statusStore/properties/expiryDays/anyOf/0/maximum"),r++),(g<1||isNaN(g))&&(e=s(e,i+"/inputs/statusStore/expiryDa\
ys","#/properties/inputs/properties/statusStore/properties/expiryDays/anyOf/0/minimum"),r++));var Me=m===r;if(_=_||Me,!_){
const U=r;u(g,{instancePath:i+"/inputs/statusStore/expiryDays",parentData:E,parentDataProperty:"expiryDays",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Me=U===r;_=_||Me}_?(r=y,e!==null&&(y?e.length=y:e=null)):(e=s(e,
i+"/inputs/statusStore/expiryDays","#/properties/inputs/properties/statusStore/properties/expiryDays/anyOf"),r++)}}else e=
s(e,i+"/inputs/statusStore","#/properties/inputs/properties/statusStore/type"),r++}if(D.functions!==void 0&&a.call(D,"fu\
nctions")&&(er(D.functions,{instancePath:i+"/inputs/functions",parentData:D,parentDataProperty:"functions",rootData:f})||
(e=e===null?er.errors:e.concat(er.errors),r=e.length)),D.triggers!==void 0&&a.call(D,"triggers")){let E=D.triggers;if(Array.
isArray(E)){const g=E.length;for(let y=0;y<g;y++){let _=E[y];const m=r;let U=!1;const q=r;if(_&&typeof _=="object"&&!Array.
isArray(_)){(_.type===void 0||!a.call(_,"type"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/trigger\
s/items/anyOf/0/required","type"),r++),(_.function===void 0||!a.call(_,"function"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/p\
roperties/inputs/properties/triggers/items/anyOf/0/required","function"),r++),(_.parameters===void 0||!a.call(_,"paramet\
ers"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/0/required","parameters"),r++);
for(const L of Object.keys(_))L==="type"||L==="function"||L==="parameters"||(e=s(e,i+"/inputs/triggers/"+y,"#/properties\
/inputs/properties/triggers/items/anyOf/0/additionalProperties",L),r++);if(_.type!==void 0&&a.call(_,"type")){let L=_.type;
const Y=r;let O=!1;const S=r;L!=="http"&&(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs/properties/triggers\
/items/anyOf/0/properties/type/anyOf/0/enum"),r++);var ir=S===r;if(O=O||ir,!O){const v=r;u(L,{instancePath:i+"/inputs/tr\
iggers/"+y+"/type",parentData:_,parentDataProperty:"type",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);
var ir=v===r;O=O||ir}O?(r=Y,e!==null&&(Y?e.length=Y:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs\
/properties/triggers/items/anyOf/0/properties/type/anyOf"),r++)}if(_.function!==void 0&&a.call(_,"function")){let L=_.function;
const Y=r;let O=!1;const S=r;typeof L=="string"?Ze.test(L)||(e=s(e,i+"/inputs/triggers/"+y+"/function","#/properties/inp\
uts/properties/triggers/items/anyOf/0/properties/function/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/functi\
on","#/properties/inputs/properties/triggers/items/anyOf/0/properties/function/anyOf/0/type"),r++);var Ce=S===r;if(O=O||
Ce,!O){const v=r;u(L,{instancePath:i+"/inputs/triggers/"+y+"/function",parentData:_,parentDataProperty:"function",rootData:f})||
(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Ce=v===r;O=O||Ce}O?(r=Y,e!==null&&(Y?e.length=Y:e=null)):(e=s(e,
i+"/inputs/triggers/"+y+"/function","#/properties/inputs/properties/triggers/items/anyOf/0/properties/function/anyOf"),r++)}
if(_.parameters!==void 0&&a.call(_,"parameters")){let L=_.parameters;if(L&&typeof L=="object"&&!Array.isArray(L)){(L.authType===
void 0||!a.call(L,"authType"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/it\
ems/anyOf/0/properties/parameters/required","authType"),r++),(L.netConfig===void 0||!a.call(L,"netConfig"))&&(e=s(e,i+"/\
inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/required",
"netConfig"),r++);for(const Y of Object.keys(L))Y==="name"||Y==="authType"||Y==="netConfig"||(e=s(e,i+"/inputs/triggers/"+
y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/additionalProperties",Y),r++);
if(L.name!==void 0&&a.call(L,"name")){let Y=L.name;const O=r;let S=!1;const v=r;typeof Y=="string"?Tr.test(Y)||(e=s(e,i+
"/inputs/triggers/"+y+"/parameters/name","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/pr\
operties/name/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/name","#/properties/inputs/properties/t\
riggers/items/anyOf/0/properties/parameters/properties/name/anyOf/0/type"),r++);var tr=v===r;if(S=S||tr,!S){const T=r;u(
Y,{instancePath:i+"/inputs/triggers/"+y+"/parameters/name",parentData:L,parentDataProperty:"name",rootData:f})||(e=e===null?
u.errors:e.concat(u.errors),r=e.length);var tr=T===r;S=S||tr}S?(r=O,e!==null&&(O?e.length=O:e=null)):(e=s(e,i+"/inputs/t\
riggers/"+y+"/parameters/name","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/n\
ame/anyOf"),r++)}if(L.authType!==void 0&&a.call(L,"authType")){let Y=L.authType;const O=r;let S=!1;const v=r;Y==="CAM"||
Y==="NONE"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/authType","#/properties/inputs/properties/triggers/items/anyOf/0\
/properties/parameters/properties/authType/anyOf/0/enum"),r++);var Ne=v===r;if(S=S||Ne,!S){const T=r;u(Y,{instancePath:i+
"/inputs/triggers/"+y+"/parameters/authType",parentData:L,parentDataProperty:"authType",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var Ne=T===r;S=S||Ne}S?(r=O,e!==null&&(O?e.length=O:e=null)):(e=s(e,i+"/inputs/triggers/"+
y+"/parameters/authType","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/authTyp\
e/anyOf"),r++)}if(L.netConfig!==void 0&&a.call(L,"netConfig")){let Y=L.netConfig;if(Y&&typeof Y=="object"&&!Array.isArray(
Y)){(Y.enableIntranet===void 0||!a.call(Y,"enableIntranet"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig","#/\
properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/required","enableIntranet"),
r++),(Y.enableExtranet===void 0||!a.call(Y,"enableExtranet"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig","#\
/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/required","enableExtrane\
t"),r++);for(const O of Object.keys(Y))O==="enableIntranet"||O==="enableExtranet"||(e=s(e,i+"/inputs/triggers/"+y+"/para\
meters/netConfig","#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/addi\
tionalProperties",O),r++);if(Y.enableIntranet!==void 0&&a.call(Y,"enableIntranet")){let O=Y.enableIntranet;const S=r;let v=!1;
const T=r;typeof O!="boolean"&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig/enableIntranet","#/properties/input\
s/properties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/properties/enableIntranet/anyOf/0/type"),
r++);var nr=T===r;if(v=v||nr,!v){const k=r;u(O,{instancePath:i+"/inputs/triggers/"+y+"/parameters/netConfig/enableIntran\
et",parentData:Y,parentDataProperty:"enableIntranet",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var nr=k===
r;v=v||nr}v?(r=S,e!==null&&(S?e.length=S:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig/enableIntranet",
"#/properties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/properties/enableIntra\
net/anyOf"),r++)}if(Y.enableExtranet!==void 0&&a.call(Y,"enableExtranet")){let O=Y.enableExtranet;const S=r;let v=!1;const T=r;
typeof O!="boolean"&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig/enableExtranet","#/properties/inputs/properti\
es/triggers/items/anyOf/0/properties/parameters/properties/netConfig/properties/enableExtranet/anyOf/0/type"),r++);var ke=T===
r;if(v=v||ke,!v){const k=r;u(O,{instancePath:i+"/inputs/triggers/"+y+"/parameters/netConfig/enableExtranet",parentData:Y,
parentDataProperty:"enableExtranet",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var ke=k===r;v=v||
ke}v?(r=S,e!==null&&(S?e.length=S:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig/enableExtranet","#/prop\
erties/inputs/properties/triggers/items/anyOf/0/properties/parameters/properties/netConfig/properties/enableExtranet/any\
Of"),r++)}}else e=s(e,i+"/inputs/triggers/"+y+"/parameters/netConfig","#/properties/inputs/properties/triggers/items/any\
Of/0/properties/parameters/properties/netConfig/type"),r++}}else e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properti\
es/inputs/properties/triggers/items/anyOf/0/properties/parameters/type"),r++}}else e=s(e,i+"/inputs/triggers/"+y,"#/prop\
erties/inputs/properties/triggers/items/anyOf/0/type"),r++;var Je=q===r;if(U=U||Je,!U){const L=r;if(_&&typeof _=="object"&&
!Array.isArray(_)){(_.type===void 0||!a.call(_,"type"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/\
triggers/items/anyOf/1/required","type"),r++),(_.function===void 0||!a.call(_,"function"))&&(e=s(e,i+"/inputs/triggers/"+
y,"#/properties/inputs/properties/triggers/items/anyOf/1/required","function"),r++),(_.parameters===void 0||!a.call(_,"p\
arameters"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/1/required","parameter\
s"),r++);for(const O of Object.keys(_))O==="type"||O==="function"||O==="parameters"||(e=s(e,i+"/inputs/triggers/"+y,"#/p\
roperties/inputs/properties/triggers/items/anyOf/1/additionalProperties",O),r++);if(_.type!==void 0&&a.call(_,"type")){let O=_.
type;const S=r;let v=!1;const T=r;O!=="ckafka"&&(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inputs/properties/t\
riggers/items/anyOf/1/properties/type/anyOf/0/enum"),r++);var De=T===r;if(v=v||De,!v){const k=r;u(O,{instancePath:i+"/in\
puts/triggers/"+y+"/type",parentData:_,parentDataProperty:"type",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=
e.length);var De=k===r;v=v||De}v?(r=S,e!==null&&(S?e.length=S:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/type","#/propert\
ies/inputs/properties/triggers/items/anyOf/1/properties/type/anyOf"),r++)}if(_.function!==void 0&&a.call(_,"function")){
let O=_.function;const S=r;let v=!1;const T=r;typeof O=="string"?Ze.test(O)||(e=s(e,i+"/inputs/triggers/"+y+"/function",
"#/properties/inputs/properties/triggers/items/anyOf/1/properties/function/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/trig\
gers/"+y+"/function","#/properties/inputs/properties/triggers/items/anyOf/1/properties/function/anyOf/0/type"),r++);var sr=T===
r;if(v=v||sr,!v){const k=r;u(O,{instancePath:i+"/inputs/triggers/"+y+"/function",parentData:_,parentDataProperty:"functi\
on",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var sr=k===r;v=v||sr}v?(r=S,e!==null&&(S?e.length=
S:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/function","#/properties/inputs/properties/triggers/items/anyOf/1/properties/\
function/anyOf"),r++)}if(_.parameters!==void 0&&a.call(_,"parameters")){let O=_.parameters;if(O&&typeof O=="object"&&!Array.
isArray(O)){(O.instanceId===void 0||!a.call(O,"instanceId"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties\
/inputs/properties/triggers/items/anyOf/1/properties/parameters/required","instanceId"),r++),(O.topic===void 0||!a.call(
O,"topic"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/propert\
ies/parameters/required","topic"),r++),(O.consumerGroupName===void 0||!a.call(O,"consumerGroupName"))&&(e=s(e,i+"/inputs\
/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/required","cons\
umerGroupName"),r++),(O.maxMsgNum===void 0||!a.call(O,"maxMsgNum"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/pro\
perties/inputs/properties/triggers/items/anyOf/1/properties/parameters/required","maxMsgNum"),r++),(O.timeout===void 0||
!a.call(O,"timeout"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf\
/1/properties/parameters/required","timeout"),r++),(O.offset===void 0||!a.call(O,"offset"))&&(e=s(e,i+"/inputs/triggers/"+
y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/required","offset"),r++),(O.
retry===void 0||!a.call(O,"retry"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/trigge\
rs/items/anyOf/1/properties/parameters/required","retry"),r++),(O.enable===void 0||!a.call(O,"enable"))&&(e=s(e,i+"/inpu\
ts/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/required","en\
able"),r++);for(const S of Object.keys(O))a.call({instanceId:0,topic:0,consumerGroupName:0,maxMsgNum:0,timeout:0,offset:0,
retry:0,enable:0,easConfig:0},S)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/\
items/anyOf/1/properties/parameters/additionalProperties",S),r++);if(O.instanceId!==void 0&&a.call(O,"instanceId")){let S=O.
instanceId;const v=r;let T=!1;const k=r;typeof S=="string"?Sr.test(S)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/insta\
nceId","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/instanceId/anyOf/0/patter\
n"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/instanceId","#/properties/inputs/properties/triggers/items/anyOf/1/\
properties/parameters/properties/instanceId/anyOf/0/type"),r++);var be=k===r;if(T=T||be,!T){const P=r;u(S,{instancePath:i+
"/inputs/triggers/"+y+"/parameters/instanceId",parentData:O,parentDataProperty:"instanceId",rootData:f})||(e=e===null?u.
errors:e.concat(u.errors),r=e.length);var be=P===r;T=T||be}T?(r=v,e!==null&&(v?e.length=v:e=null)):(e=s(e,i+"/inputs/tri\
ggers/"+y+"/parameters/instanceId","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properti\
es/instanceId/anyOf"),r++)}if(O.topic!==void 0&&a.call(O,"topic")){let S=O.topic;const v=r;let T=!1;const k=r;typeof S==
"string"?Er.test(S)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/topic","#/properties/inputs/properties/triggers/items/a\
nyOf/1/properties/parameters/properties/topic/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/topic",
"#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/topic/anyOf/0/type"),r++);var lr=k===
r;if(T=T||lr,!T){const P=r;u(S,{instancePath:i+"/inputs/triggers/"+y+"/parameters/topic",parentData:O,parentDataProperty:"\
topic",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var lr=P===r;T=T||lr}T?(r=v,e!==null&&(v?e.length=
v:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/topic","#/properties/inputs/properties/triggers/items/anyOf/1/pro\
perties/parameters/properties/topic/anyOf"),r++)}if(O.consumerGroupName!==void 0&&a.call(O,"consumerGroupName")){let S=O.
consumerGroupName;const v=r;let T=!1;const k=r;typeof S=="string"?Er.test(S)||(e=s(e,i+"/inputs/triggers/"+y+"/parameter\
s/consumerGroupName","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/consumerGro\
upName/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/consumerGroupName","#/properties/inputs/proper\
ties/triggers/items/anyOf/1/properties/parameters/properties/consumerGroupName/anyOf/0/type"),r++);var Ue=k===r;if(T=T||
Ue,!T){const P=r;u(S,{instancePath:i+"/inputs/triggers/"+y+"/parameters/consumerGroupName",parentData:O,parentDataProperty:"\
consumerGroupName",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Ue=P===r;T=T||Ue}T?(r=v,e!==null&&
(v?e.length=v:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/consumerGroupName","#/properties/inputs/properties/tr\
iggers/items/anyOf/1/properties/parameters/properties/consumerGroupName/anyOf"),r++)}if(O.maxMsgNum!==void 0&&a.call(O,"\
maxMsgNum")){let S=O.maxMsgNum;const v=r;let T=!1;const k=r;typeof S=="number"&&!(S%1)&&!isNaN(S)&&isFinite(S)||(e=s(e,i+
"/inputs/triggers/"+y+"/parameters/maxMsgNum","#/properties/inputs/properties/triggers/items/anyOf/1/properties/paramete\
rs/properties/maxMsgNum/anyOf/0/type"),r++),typeof S=="number"&&isFinite(S)&&((S>1e4||isNaN(S))&&(e=s(e,i+"/inputs/trigg\
ers/"+y+"/parameters/maxMsgNum","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/\
maxMsgNum/anyOf/0/maximum"),r++),(S<1||isNaN(S))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/maxMsgNum","#/properties/i\
nputs/properties/triggers/items/anyOf/1/properties/parameters/properties/maxMsgNum/anyOf/0/minimum"),r++));var pr=k===r;
if(T=T||pr,!T){const P=r;u(S,{instancePath:i+"/inputs/triggers/"+y+"/parameters/maxMsgNum",parentData:O,parentDataProperty:"\
maxMsgNum",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var pr=P===r;T=T||pr}T?(r=v,e!==null&&(v?e.
length=v:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/maxMsgNum","#/properties/inputs/properties/triggers/items/\
anyOf/1/properties/parameters/properties/maxMsgNum/anyOf"),r++)}if(O.timeout!==void 0&&a.call(O,"timeout")){let S=O.timeout;
const v=r;let T=!1;const k=r;typeof S=="number"&&!(S%1)&&!isNaN(S)&&isFinite(S)||(e=s(e,i+"/inputs/triggers/"+y+"/parame\
ters/timeout","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/timeout/anyOf/0/ty\
pe"),r++),typeof S=="number"&&isFinite(S)&&((S>60||isNaN(S))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/timeout","#/pr\
operties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/timeout/anyOf/0/maximum"),r++),(S<1||
isNaN(S))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/timeout","#/properties/inputs/properties/triggers/items/anyOf/1/p\
roperties/parameters/properties/timeout/anyOf/0/minimum"),r++));var Le=k===r;if(T=T||Le,!T){const P=r;u(S,{instancePath:i+
"/inputs/triggers/"+y+"/parameters/timeout",parentData:O,parentDataProperty:"timeout",rootData:f})||(e=e===null?u.errors:
e.concat(u.errors),r=e.length);var Le=P===r;T=T||Le}T?(r=v,e!==null&&(v?e.length=v:e=null)):(e=s(e,i+"/inputs/triggers/"+
y+"/parameters/timeout","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/timeout/\
anyOf"),r++)}if(O.offset!==void 0&&a.call(O,"offset")){let S=O.offset;const v=r;let T=!1;const k=r;S==="earliest"||S==="\
latest"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/offset","#/properties/inputs/properties/triggers/items/anyOf/1/prop\
erties/parameters/properties/offset/anyOf/0/enum"),r++);var ar=k===r;if(T=T||ar,!T){const P=r;u(S,{instancePath:i+"/inpu\
ts/triggers/"+y+"/parameters/offset",parentData:O,parentDataProperty:"offset",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var ar=P===r;T=T||ar}T?(r=v,e!==null&&(v?e.length=v:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/para\
meters/offset","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/offset/anyOf"),r++)}
if(O.retry!==void 0&&a.call(O,"retry")){let S=O.retry;const v=r;let T=!1;const k=r;typeof S=="number"&&!(S%1)&&!isNaN(S)&&
isFinite(S)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/retry","#/properties/inputs/properties/triggers/items/anyOf/1/p\
roperties/parameters/properties/retry/anyOf/0/type"),r++),typeof S=="number"&&isFinite(S)&&((S>1e4||isNaN(S))&&(e=s(e,i+
"/inputs/triggers/"+y+"/parameters/retry","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/p\
roperties/retry/anyOf/0/maximum"),r++),(S<1||isNaN(S))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/retry","#/properties\
/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/retry/anyOf/0/minimum"),r++));var Ye=k===r;if(T=
T||Ye,!T){const P=r;u(S,{instancePath:i+"/inputs/triggers/"+y+"/parameters/retry",parentData:O,parentDataProperty:"retry",
rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Ye=P===r;T=T||Ye}T?(r=v,e!==null&&(v?e.length=v:e=
null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/retry","#/properties/inputs/properties/triggers/items/anyOf/1/propert\
ies/parameters/properties/retry/anyOf"),r++)}if(O.enable!==void 0&&a.call(O,"enable")){let S=O.enable;S!==!0&&(e=s(e,i+"\
/inputs/triggers/"+y+"/parameters/enable","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/p\
roperties/enable/const"),r++);const v=r;let T=!1;const k=r;typeof S!="boolean"&&(e=s(e,i+"/inputs/triggers/"+y+"/paramet\
ers/enable","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/enable/anyOf/0/type"),
r++);var or=k===r;if(T=T||or,!T){const P=r;u(S,{instancePath:i+"/inputs/triggers/"+y+"/parameters/enable",parentData:O,parentDataProperty:"\
enable",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var or=P===r;T=T||or}T?(r=v,e!==null&&(v?e.length=
v:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/enable","#/properties/inputs/properties/triggers/items/anyOf/1/pr\
operties/parameters/properties/enable/anyOf"),r++)}if(O.easConfig!==void 0&&a.call(O,"easConfig")){let S=O.easConfig;if(S&&
typeof S=="object"&&!Array.isArray(S)){(S.user===void 0||!a.call(S,"user"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters\
/easConfig","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/easConfig/required",
"user"),r++),(S.password===void 0||!a.call(S,"password"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig","#/pro\
perties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/easConfig/required","password"),r++);for(const v of Object.
keys(S))v==="user"||v==="password"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig","#/properties/inputs/properti\
es/triggers/items/anyOf/1/properties/parameters/properties/easConfig/additionalProperties",v),r++);if(S.user!==void 0&&a.
call(S,"user")){let v=S.user;const T=r;let k=!1;const P=r;typeof v=="string"?gr.test(v)||(e=s(e,i+"/inputs/triggers/"+y+
"/parameters/easConfig/user","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/eas\
Config/properties/user/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig/user","#/properties/\
inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/easConfig/properties/user/anyOf/0/type"),r++);
var Pe=P===r;if(k=k||Pe,!k){const ne=r;u(v,{instancePath:i+"/inputs/triggers/"+y+"/parameters/easConfig/user",parentData:S,
parentDataProperty:"user",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var Pe=ne===r;k=k||Pe}k?(r=T,
e!==null&&(T?e.length=T:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig/user","#/properties/inputs/proper\
ties/triggers/items/anyOf/1/properties/parameters/properties/easConfig/properties/user/anyOf"),r++)}if(S.password!==void 0&&
a.call(S,"password")){let v=S.password;const T=r;let k=!1;const P=r;typeof v=="string"?gr.test(v)||(e=s(e,i+"/inputs/tri\
ggers/"+y+"/parameters/easConfig/password","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/\
properties/easConfig/properties/password/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig/pa\
ssword","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/easConfig/properties/pas\
sword/anyOf/0/type"),r++);var fr=P===r;if(k=k||fr,!k){const ne=r;u(v,{instancePath:i+"/inputs/triggers/"+y+"/parameters/\
easConfig/password",parentData:S,parentDataProperty:"password",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.
length);var fr=ne===r;k=k||fr}k?(r=T,e!==null&&(T?e.length=T:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/easCon\
fig/password","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/properties/easConfig/properti\
es/password/anyOf"),r++)}}else e=s(e,i+"/inputs/triggers/"+y+"/parameters/easConfig","#/properties/inputs/properties/tri\
ggers/items/anyOf/1/properties/parameters/properties/easConfig/type"),r++}}else e=s(e,i+"/inputs/triggers/"+y+"/paramete\
rs","#/properties/inputs/properties/triggers/items/anyOf/1/properties/parameters/type"),r++}}else e=s(e,i+"/inputs/trigg\
ers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/1/type"),r++;var Je=L===r;if(U=U||Je,!U){const O=r;if(_&&typeof _==
"object"&&!Array.isArray(_)){(_.type===void 0||!a.call(_,"type"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/p\
roperties/triggers/items/anyOf/2/required","type"),r++),(_.function===void 0||!a.call(_,"function"))&&(e=s(e,i+"/inputs/\
triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/2/required","function"),r++),(_.parameters===void 0||!a.
call(_,"parameters"))&&(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/2/required","\
parameters"),r++);for(const v of Object.keys(_))v==="type"||v==="function"||v==="parameters"||(e=s(e,i+"/inputs/triggers\
/"+y,"#/properties/inputs/properties/triggers/items/anyOf/2/additionalProperties",v),r++);if(_.type!==void 0&&a.call(_,"\
type")){let v=_.type;const T=r;let k=!1;const P=r;v!=="timer"&&(e=s(e,i+"/inputs/triggers/"+y+"/type","#/properties/inpu\
ts/properties/triggers/items/anyOf/2/properties/type/anyOf/0/enum"),r++);var qe=P===r;if(k=k||qe,!k){const ne=r;u(v,{instancePath:i+
"/inputs/triggers/"+y+"/type",parentData:_,parentDataProperty:"type",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),
r=e.length);var qe=ne===r;k=k||qe}k?(r=T,e!==null&&(T?e.length=T:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/type","#/prop\
erties/inputs/properties/triggers/items/anyOf/2/properties/type/anyOf"),r++)}if(_.function!==void 0&&a.call(_,"function")){
let v=_.function;const T=r;let k=!1;const P=r;typeof v=="string"?Ze.test(v)||(e=s(e,i+"/inputs/triggers/"+y+"/function",
"#/properties/inputs/properties/triggers/items/anyOf/2/properties/function/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/trig\
gers/"+y+"/function","#/properties/inputs/properties/triggers/items/anyOf/2/properties/function/anyOf/0/type"),r++);var ur=P===
r;if(k=k||ur,!k){const ne=r;u(v,{instancePath:i+"/inputs/triggers/"+y+"/function",parentData:_,parentDataProperty:"funct\
ion",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var ur=ne===r;k=k||ur}k?(r=T,e!==null&&(T?e.length=
T:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/function","#/properties/inputs/properties/triggers/items/anyOf/2/properties/\
function/anyOf"),r++)}if(_.parameters!==void 0&&a.call(_,"parameters")){let v=_.parameters;if(v&&typeof v=="object"&&!Array.
isArray(v)){(v.name===void 0||!a.call(v,"name"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/prop\
erties/triggers/items/anyOf/2/properties/parameters/required","name"),r++),(v.cronExpression===void 0||!a.call(v,"cronEx\
pression"))&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/2/propert\
ies/parameters/required","cronExpression"),r++),(v.enable===void 0||!a.call(v,"enable"))&&(e=s(e,i+"/inputs/triggers/"+y+
"/parameters","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/required","enable"),r++);for(const T of Object.
keys(v))T==="name"||T==="cronExpression"||T==="argument"||T==="enable"||(e=s(e,i+"/inputs/triggers/"+y+"/parameters","#/\
properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/additionalProperties",T),r++);if(v.name!==void 0&&
a.call(v,"name")){let T=v.name;const k=r;let P=!1;const ne=r;typeof T=="string"?Tr.test(T)||(e=s(e,i+"/inputs/triggers/"+
y+"/parameters/name","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/name/anyOf/\
0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/name","#/properties/inputs/properties/triggers/items/anyOf/\
2/properties/parameters/properties/name/anyOf/0/type"),r++);var Ke=ne===r;if(P=P||Ke,!P){const je=r;u(T,{instancePath:i+
"/inputs/triggers/"+y+"/parameters/name",parentData:v,parentDataProperty:"name",rootData:f})||(e=e===null?u.errors:e.concat(
u.errors),r=e.length);var Ke=je===r;P=P||Ke}P?(r=k,e!==null&&(k?e.length=k:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/par\
ameters/name","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/name/anyOf"),r++)}
if(v.cronExpression!==void 0&&a.call(v,"cronExpression")){let T=v.cronExpression;const k=r;let P=!1;const ne=r;typeof T==
"string"?Yr.test(T)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/cronExpression","#/properties/inputs/properties/trigger\
s/items/anyOf/2/properties/parameters/properties/cronExpression/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/\
parameters/cronExpression","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/cronE\
xpression/anyOf/0/type"),r++);var yr=ne===r;if(P=P||yr,!P){const je=r;u(T,{instancePath:i+"/inputs/triggers/"+y+"/parame\
ters/cronExpression",parentData:v,parentDataProperty:"cronExpression",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),
r=e.length);var yr=je===r;P=P||yr}P?(r=k,e!==null&&(k?e.length=k:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/cr\
onExpression","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/cronExpression/any\
Of"),r++)}if(v.argument!==void 0&&a.call(v,"argument")){let T=v.argument;const k=r;let P=!1;const ne=r;typeof T=="string"?
Pr.test(T)||(e=s(e,i+"/inputs/triggers/"+y+"/parameters/argument","#/properties/inputs/properties/triggers/items/anyOf/2\
/properties/parameters/properties/argument/anyOf/0/pattern"),r++):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/argument",
"#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/argument/anyOf/0/type"),r++);var xe=ne===
r;if(P=P||xe,!P){const je=r;u(T,{instancePath:i+"/inputs/triggers/"+y+"/parameters/argument",parentData:v,parentDataProperty:"\
argument",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var xe=je===r;P=P||xe}P?(r=k,e!==null&&(k?e.
length=k:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/argument","#/properties/inputs/properties/triggers/items/a\
nyOf/2/properties/parameters/properties/argument/anyOf"),r++)}if(v.enable!==void 0&&a.call(v,"enable")){let T=v.enable;T!==
!0&&(e=s(e,i+"/inputs/triggers/"+y+"/parameters/enable","#/properties/inputs/properties/triggers/items/anyOf/2/propertie\
s/parameters/properties/enable/const"),r++);const k=r;let P=!1;const ne=r;typeof T!="boolean"&&(e=s(e,i+"/inputs/trigger\
s/"+y+"/parameters/enable","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/properties/enabl\
e/anyOf/0/type"),r++);var _r=ne===r;if(P=P||_r,!P){const je=r;u(T,{instancePath:i+"/inputs/triggers/"+y+"/parameters/ena\
ble",parentData:v,parentDataProperty:"enable",rootData:f})||(e=e===null?u.errors:e.concat(u.errors),r=e.length);var _r=je===
r;P=P||_r}P?(r=k,e!==null&&(k?e.length=k:e=null)):(e=s(e,i+"/inputs/triggers/"+y+"/parameters/enable","#/properties/inpu\
ts/properties/triggers/items/anyOf/2/properties/parameters/properties/enable/anyOf"),r++)}}else e=s(e,i+"/inputs/trigger\
s/"+y+"/parameters","#/properties/inputs/properties/triggers/items/anyOf/2/properties/parameters/type"),r++}}else e=s(e,
i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf/2/type"),r++;var Je=O===r;U=U||Je}}U?(r=m,e!==
null&&(m?e.length=m:e=null)):(e=s(e,i+"/inputs/triggers/"+y,"#/properties/inputs/properties/triggers/items/anyOf"),r++)}}else
e=s(e,i+"/inputs/triggers","#/properties/inputs/properties/triggers/type"),r++}}else e=s(e,i+"/inputs","#/properties/inp\
uts/type"),r++}}else e=s(e,i,"#/type"),r++;return mr.errors=e,r===0}function s(p,i,C,M){const f={instancePath:i,schemaPath:C,
...M!==void 0&&{name:M}};return p===null?[f]:(p.push(f),p)}
